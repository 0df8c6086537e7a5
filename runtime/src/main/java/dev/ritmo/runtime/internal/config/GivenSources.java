package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.spi.ConfigurationSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The sources that frameworks have given, the youngest first: a program that starts later in the
 * same process knows better. Thread-safe.
 */
public final class GivenSources {

  private static final List<Supplier<List<ConfigurationSource>>> GIVEN =
      new CopyOnWriteArrayList<>();

  private GivenSources() {}

  /** Asks these first from now on. */
  public static void add(Supplier<List<ConfigurationSource>> sources) {
    GIVEN.add(0, sources);
  }

  /** Asks these no longer; false if they were not asked. */
  public static boolean remove(Supplier<List<ConfigurationSource>> sources) {
    return GIVEN.removeIf(each -> each == sources);
  }

  /** What they contain now, by descending precedence, without empty ones. */
  static List<Source> now() {
    if (GIVEN.isEmpty()) {
      return List.of(); // no stream in the usual first call
    }
    return GIVEN.stream().flatMap(GivenSources::now).toList();
  }

  private static Stream<Source> now(Supplier<List<ConfigurationSource>> sources) {
    return sources.get().stream()
        .map(
            given -> {
              Map<String, String> values = given.values();
              return given.hasVariables()
                  ? Source.ofVariables(given.name(), values)
                  : Source.ofProperties(given.name(), values)
                      .unlisted(given.isListed() ? null : given::value);
            })
        .filter(source -> !source.isEmpty());
  }
}
