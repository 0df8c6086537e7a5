package dev.ritmo.runtime.internal.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of an answer as its client hands them over; those about limits, and the date. */
final class GivenHeaders implements AnswerHeaders {

  private static final int MOST_HEADERS = 200;
  private static final int MOST_VALUES = 20;
  private static final int LONGEST_VALUE = 256;

  private final Map<String, List<String>> values = new HashMap<>();
  private final Instant now;

  /**
   * @param headers by name in any case; entries without a name or value are passed over
   * @param now the local time of day
   */
  GivenHeaders(Map<String, List<String>> headers, Instant now) {
    this.now = now;
    headers.entrySet().stream()
        .limit(MOST_HEADERS)
        .forEach(entry -> add(entry.getKey(), entry.getValue()));
  }

  private void add(@Nullable String header, @Nullable List<String> given) {
    String name = header == null ? "" : header.toLowerCase(Locale.ROOT);
    if (given == null || !isOfInterest(name)) {
      return;
    }
    List<String> known = values.computeIfAbsent(name, missing -> new ArrayList<>(given.size()));
    for (String value : given) {
      if (value != null && value.length() <= LONGEST_VALUE && known.size() < MOST_VALUES) {
        known.add(value);
      }
    }
  }

  private static boolean isOfInterest(String name) {
    return isOfLimits(name) || name.equals("date") || StatedLimits.AZURE.contains(name);
  }

  private static boolean isOfLimits(String name) {
    return name.contains("ratelimit")
        || name.contains("rate-limit")
        || name.contains("retry-after");
  }

  /** Whether any header is about limits. */
  boolean areAboutLimits() {
    return values.keySet().stream().anyMatch(GivenHeaders::isOfLimits);
  }

  @Override
  public List<String> headers(String name) {
    return values.getOrDefault(name, List.of());
  }

  @Override
  public List<String> values(String path) {
    return List.of();
  }

  @Override
  public Instant time() {
    List<String> dates = headers("date");
    Instant date = dates.isEmpty() ? null : StatedTime.httpDate(dates.get(0), now);
    return date == null ? now : date;
  }
}
