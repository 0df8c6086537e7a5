package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers of limits that nobody has told Ritmo of. */
final class UnknownLimitHeadersTest {

  private final Logger logger = Logger.getLogger("dev.ritmo");
  private final List<String> lines = new ArrayList<>();
  private final Handler log = new Lines();

  @BeforeEach
  void listen() {
    UnknownLimitHeaders.forgetAll();
    logger.addHandler(log);
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void forget() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
    UnknownLimitHeaders.forgetAll();
  }

  private final class Lines extends Handler {
    @Override
    public void publish(LogRecord line) {
      lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static void fail(int status, Map<String, String> headers) {
    Signals.of(Clients.jdk(status, headers, ""), Instant.EPOCH);
  }

  @Test
  void oneIsLoggedOnceByItsNameAndNeverWithItsValue() {
    Map<String, String> headers = Map.of("Acme-Quota-Reset", "secret", "Content-Type", "x");

    fail(429, headers);
    fail(429, headers);
    fail(429, Map.of("acme-quota-reset", "other"));

    assertThat(lines)
        .containsExactly(
            "A provider that rejected a request sent the header acme-quota-reset, which Ritmo does not understand. Fix: if it says when to come back, read it in a FailureClassifier.");
  }

  @Test
  void onlyRejectionsAreLookedAt() {
    fail(503, Map.of("acme-quota-reset", "1"));
    fail(400, Map.of("acme-quota-reset", "1"));

    assertThat(lines).isEmpty();
  }

  @Test
  void whatIsUnderstoodIsNotLogged() {
    Map<String, String> headers = new HashMap<>();
    for (String name :
        List.of(
            "Retry-After",
            "retry-after-ms",
            "x-ms-retry-after-ms",
            "RateLimit",
            "RateLimit-Policy",
            "RateLimit-Limit",
            "RateLimit-Remaining",
            "RateLimit-Reset",
            "x-ratelimit-limit-requests",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-reset-requests",
            "x-ratelimit-remaining-tokens-minute",
            "x-ratelimit-reset-tokens-day",
            "x-ratelimit-renewalperiod-requests",
            "x-ratelimit-timeremaining",
            "x-ratelimit-type",
            "x-ratelimit-tokens-query-cost",
            "ratelimitbysize-query-cost",
            "anthropic-ratelimit-unified-5h-utilization",
            "x-rate-limit-limit")) {
      headers.put(name, "1");
    }

    fail(429, headers);

    assertThat(lines).isEmpty();
  }

  @Test
  void namesWithoutEndAreNotAllKept() {
    for (int i = 0; i < 200; i++) {
      fail(429, Map.of("x-quota-" + i, "1"));
    }

    assertThat(lines).hasSize(50);
  }
}
