package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The names of the headers that state one limit of a provider: how much it allows, what remains of
 * it, and when it resets.
 *
 * @param dimension null if the names do not say what is counted
 * @param name of the limit, whatever its window
 * @param remaining the header that states what is left
 * @param resets the headers that state when all of it is available again, the most frequent first
 * @param periodNanos the window that the names state; 0 if they do not
 */
record LimitHeaderNames(
    @Nullable Dimension dimension,
    String name,
    String remaining,
    List<String> resets,
    long periodNanos) {

  private static final String PRIORITY = "anthropic-priority-";

  private static final Map<String, Long> WINDOWS = windows();

  /** The names of all limits, the shortest window of each first. */
  static final List<LimitHeaderNames> ALL = all();

  private static Map<String, Long> windows() {
    Map<String, Long> windows = new LinkedHashMap<>();
    windows.put("", 0L);
    windows.put("-second", TimeUnit.SECONDS.toNanos(1));
    windows.put("-minute", TimeUnit.MINUTES.toNanos(1));
    windows.put("-5-minute", TimeUnit.MINUTES.toNanos(5));
    windows.put("-hour", TimeUnit.HOURS.toNanos(1));
    windows.put("-day", TimeUnit.DAYS.toNanos(1));
    windows.put("-month", TimeUnit.DAYS.toNanos(30));
    return windows;
  }

  private static List<LimitHeaderNames> all() {
    List<LimitHeaderNames> all = new ArrayList<>();
    ProviderTerms.ALL.forEach(terms -> addNamed(all, terms));
    all.add(
        of(Dimension.TOKENS, "by size", 0, "ratelimitbysize-remaining", "ratelimitbysize-reset"));
    WINDOWS.forEach(
        (window, period) ->
            all.add(
                of(
                    null,
                    "x-ratelimit",
                    period,
                    "x-ratelimit-remaining" + window,
                    "x-ratelimit-reset" + window,
                    "x-ratelimit-reset-after" + window)));
    all.add(of(null, "x-rate-limit", 0, "x-rate-limit-remaining", "x-rate-limit-reset"));
    all.add(of(null, "ratelimit", 0, "ratelimit-remaining", "ratelimit-reset"));
    return List.copyOf(all);
  }

  private static void addNamed(List<LimitHeaderNames> all, ProviderTerms terms) {
    Dimension dimension = terms.dimension();
    for (String name : terms.headers()) {
      WINDOWS.forEach(
          (window, period) ->
              all.add(
                  of(
                      dimension,
                      name,
                      period,
                      "x-ratelimit-remaining-" + name + window,
                      "x-ratelimit-reset-" + name + window,
                      "x-ratelimit-reset-after-" + name + window)));
      for (String family : List.of("anthropic-ratelimit-", PRIORITY, "x-ratelimit-")) {
        String limit = family + name;
        all.add(of(dimension, limit, 0, limit + "-remaining", limit + "-reset"));
      }
    }
  }

  private static LimitHeaderNames of(
      @Nullable Dimension dimension, String name, long period, String remaining, String... resets) {
    return new LimitHeaderNames(dimension, name, remaining, List.of(resets), period);
  }

  /** Whether a header of this name states what is left of a limit, or when it resets. */
  static boolean include(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return ALL.stream().anyMatch(one -> one.remaining.equals(name) || one.resets.contains(name));
  }

  /** The header that states how much is allowed. */
  String limit() {
    return remaining.replace("remaining", "limit");
  }

  /** The header that states the window in seconds, as Azure and GitHub Models do. */
  String renewalPeriod() {
    return remaining.replace("remaining", "renewalperiod");
  }

  /** Whether a request goes on under another limit when this one is used up. */
  boolean isOptional() {
    return remaining.startsWith(PRIORITY);
  }
}
