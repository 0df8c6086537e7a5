package dev.ritmo.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is set outside the code for limiters: system properties, environment variables and {@code
 * ritmo.properties}, in the order in which they win. A wrong override is the cause that no counter
 * shows. Immutable.
 *
 * <p>Only numbers and words are shown of values, never a text that may be a secret.
 */
final class OutsideSettings {

  private static final String PREFIX = "ritmo.limiter.";
  private static final String FILE = "ritmo.properties";
  private static final Pattern SHOWN = Pattern.compile("-?[0-9]{1,18}|[A-Za-z]{1,12}");
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]");
  private static final Pattern ELEMENT =
      Pattern.compile(
          "(perkey)?(calls|tokens|inputtokens|outputtokens|burst|period|unit|concurrent|maxwait|accountperkey|inference|setup)[0-9]{0,9}");

  /**
   * One place.
   *
   * @param hasVariables whether its keys are names of environment variables
   */
  private record Place(String name, boolean hasVariables, Map<String, String> values) {

    String spelled(String key) {
      return hasVariables ? key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") : key;
    }
  }

  private final List<Place> places;

  private OutsideSettings(List<Place> places) {
    this.places = places;
  }

  /** Settings in these places. */
  static OutsideSettings of(
      Map<String, String> properties, Map<String, String> variables, Map<String, String> file) {
    return new OutsideSettings(
        List.of(
            place("system property", false, properties),
            place("environment variable", true, variables),
            place(FILE, false, file)));
  }

  /**
   * Those of this program, as they are now.
   *
   * @param file what {@link #file} has found
   */
  static OutsideSettings ofProgram(Map<String, String> file) {
    return of(values(System.getProperties()), System.getenv(), file);
  }

  private static Place place(String name, boolean hasVariables, Map<String, String> values) {
    Place all = new Place(name, hasVariables, Map.of());
    Map<String, String> ours = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(all.spelled(PREFIX))) {
            ours.put(key, value);
          }
        });
    return new Place(name, hasVariables, ours);
  }

  private static Map<String, String> values(Properties properties) {
    Map<String, String> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key);
      if (value != null) { // it may have been removed meanwhile
        values.put(key, value);
      }
    }
    return values;
  }

  /** Reads {@code ritmo.properties}, with the class loader of the current thread. */
  static Map<String, String> file() {
    Properties properties = new Properties();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      properties.clear(); // the runtime has logged what is wrong with it
    }
    return values(properties);
  }

  /** What is set for this limiter: {@code system property ritmo.limiter.chat.calls = 5}. */
  List<String> of(String limiter) {
    List<String> found = new ArrayList<>();
    for (Place place : places) {
      place.values.forEach(
          (key, value) -> {
            if (isOf(place, key, limiter)) {
              found.add(text(place, key, value));
            }
          });
    }
    return found;
  }

  /** What is set for no limiter of these names. */
  List<String> ofNone(Collection<String> limiters) {
    Set<String> names = Set.copyOf(limiters);
    List<String> found = new ArrayList<>();
    for (Place place : places) {
      place.values.forEach(
          (key, value) -> {
            if (names.stream().noneMatch(name -> isOf(place, key, name))) {
              found.add(text(place, key, value));
            }
          });
    }
    return found;
  }

  private static boolean isOf(Place place, String key, String limiter) {
    String start = place.spelled(PREFIX + limiter + ".");
    return key.startsWith(start) && isElement(key.substring(start.length()));
  }

  private static boolean isElement(@Nullable String end) {
    return end != null
        && ELEMENT
            .matcher(SEPARATORS.matcher(end.toLowerCase(Locale.ROOT)).replaceAll(""))
            .matches();
  }

  private static String text(Place place, String key, String value) {
    String shown = SHOWN.matcher(value.strip()).matches() ? value.strip() : "(not shown)";
    return place.name + " " + Bounded.name(key) + " = " + shown;
  }
}
