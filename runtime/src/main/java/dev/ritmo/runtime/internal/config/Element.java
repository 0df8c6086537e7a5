package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last part of a key: the number of a limiter or a retry that it overrides. Its spelling is
 * relaxed: {@code maxWait}, {@code max-wait} and {@code MAX_WAIT} are the same.
 *
 * @param isPerKey whether it overrides a limit per key, of a limiter that has limits over all calls
 *     too
 * @param name the element as documented; in lower case if unknown
 * @param number of the period, from 1; 0 if there is none
 */
record Element(boolean isPerKey, String name, int number) {

  /** The elements of a limit with a period, which may be numbered and per key. */
  private static final List<String> OF_A_PERIOD =
      Stream.concat(
              Stream.of(Dimension.values())
                  .filter(dimension -> dimension != Dimension.SLOTS)
                  .map(Dimension::element),
              Stream.of("burst", "period", "unit"))
          .toList();

  /** As many as a value that cannot be listed is looked up for. */
  private static final int PERIODS = 4;

  private static final String CONCURRENT = Dimension.SLOTS.element();

  /** The elements of a whole limiter. */
  private static final List<String> OF_A_LIMITER =
      List.of(CONCURRENT, "maxWait", "accountPerKey", "inference", "setup");

  private static final List<String> OF_A_RETRY =
      List.of(
          "maxAttempts",
          "initialDelay",
          "maxDelay",
          "multiplier",
          "jitter",
          "deadline",
          "unit",
          "budgetPerSuccess",
          "budgetReserve",
          "budgetMost");

  /** The documented spelling of an element, by its relaxed spelling. */
  private static final Map<String, String> SPELLINGS =
      Stream.of(OF_A_PERIOD, OF_A_LIMITER, OF_A_RETRY)
          .flatMap(List::stream)
          .distinct()
          .collect(Collectors.toMap(Element::relaxed, Function.identity()));

  private static final Pattern IN_PROPERTIES =
      Pattern.compile(
          "(?:(per[-_]?key)\\.)?([a-z_-]+)(?:\\.([0-9]{1,9}))?", Pattern.CASE_INSENSITIVE);

  private static final Pattern IN_VARIABLES =
      Pattern.compile("(perkey(?=[a-z]))?([a-z]+)([0-9]{1,9})?", Pattern.CASE_INSENSITIVE);

  /** The element at the end of a key; null if the text has another form. */
  static @Nullable Element of(String text, boolean isVariable) {
    Matcher matcher =
        isVariable ? IN_VARIABLES.matcher(text.replace("_", "")) : IN_PROPERTIES.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int number = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    String name = relaxed(matcher.group(2));
    return new Element(matcher.group(1) != null, SPELLINGS.getOrDefault(name, name), number);
  }

  private static String relaxed(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** The elements that can be looked up: all, with the numbers of up to four periods. */
  static List<Element> allOf(Kind kind) {
    List<String> names =
        kind == Kind.RETRY
            ? OF_A_RETRY
            : Stream.concat(OF_A_PERIOD.stream(), OF_A_LIMITER.stream()).toList();
    return names.stream()
        .flatMap(
            name ->
                Stream.of(false, true)
                    .flatMap(
                        isPerKey ->
                            IntStream.rangeClosed(0, PERIODS)
                                .mapToObj(number -> new Element(isPerKey, name, number))))
        .filter(element -> element.isKnown(kind))
        .toList();
  }

  /** Whether this element exists. */
  boolean isKnown(Kind kind) {
    if (kind == Kind.RETRY) {
      return !isPerKey && number == 0 && OF_A_RETRY.contains(name);
    }
    return OF_A_PERIOD.contains(name)
        || (OF_A_LIMITER.contains(name) && number == 0 && (!isPerKey || name.equals(CONCURRENT)));
  }

  /** Whether it overrides a limit. A unit without a number may belong to the wait. */
  boolean isOfLimit() {
    return name.equals("unit") ? number > 0 : name.equals(CONCURRENT) || OF_A_PERIOD.contains(name);
  }

  /** The known element that may have been intended; null if none is close. */
  @Nullable String meant(Kind kind) {
    List<List<String>> known =
        kind == Kind.RETRY ? List.of(OF_A_RETRY) : List.of(OF_A_PERIOD, OF_A_LIMITER);
    String closest = null;
    int least = Spelling.CLOSE + 1;
    for (List<String> names : known) {
      for (String one : names) {
        int distance = Spelling.distance(name, one);
        if (distance < least) {
          least = distance;
          closest = one;
        }
      }
    }
    return closest;
  }

  /** The end of a key, in its documented spelling. */
  @Override
  public String toString() {
    return (isPerKey ? "perKey." : "") + name + (number == 0 ? "" : "." + number);
  }

  /** What a key configures. */
  enum Kind {
    LIMITER("ritmo.limiter."),
    RETRY("ritmo.retry.");

    final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }
}
