package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnnouncementTest {

  private static final Limit PER_MINUTE = Limit.calls(60, 60, SECONDS);
  private static final Limit PER_DAY = Limit.calls(5000, 1, DAYS);

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private static String text(Settings settings, Limits declared) {
    Overrides overrides = new Overrides(settings);
    Limits inForce = overrides.limits("api", declared);
    return new Announcement(overrides, "api", declared, inForce, "a.A.a()").text();
  }

  @Test
  void itSaysOfEachLimitWhereItComesFrom() {
    Settings settings =
        new Settings(
            List.of(
                Source.ofProperties(
                    "system property",
                    Map.of(
                        "ritmo.limiter.api.calls.1", "70",
                        "ritmo.limiter.api.unit.1", "HOURS",
                        "ritmo.limiter.api.calls.2", "none")),
                Source.ofVariables(Map.of("RITMO_LIMITER_API_CONCURRENT", "3")),
                Source.ofProperties(
                    "ritmo.properties", Map.of("ritmo.limiter.api.per-key.calls", "5"))));

    String text =
        text(
            settings,
            Limits.of(PER_MINUTE, PER_DAY, Limit.concurrent(9))
                .perKey(Limit.calls(10, 1, MINUTES)));

    assertThat(text)
        .isEqualTo(
            "Limiter \"api\" keeps 70 calls per 60 s (system property ritmo.limiter.api.calls.1),"
                + " 5000 calls per 1 d (annotation of a.A.a()),"
                + " 3 concurrent calls (environment variable RITMO_LIMITER_API_CONCURRENT),"
                + " 5 calls per 1 min for each key (ritmo.properties ritmo.limiter.api.per-key.calls)");
  }

  @Test
  void withoutLimitsItSaysSo() {
    assertThat(text(new Settings(List.of()), Limits.of()))
        .isEqualTo("Limiter \"api\" keeps no limits (annotation of a.A.a())");
  }

  @Test
  void itIsLoggedOnceAtLevelDebug() throws InterruptedException {
    try (Warnings details = Warnings.andDetails()) {
      for (int i = 0; i < 3; i++) {
        var unused = Ritmo.limiter("announced", PER_MINUTE);
      }
      assertThat(details.lines.poll(20, SECONDS))
          .isEqualTo("Limiter \"announced\" keeps 60 calls per 60 s (code)");
      var unused = Ritmo.limiter("other", PER_DAY);
      assertThat(details.lines.poll(20, SECONDS)).contains("\"other\"");
      assertThat(details.lines).isEmpty();
    }
  }

  @Test
  void byDefaultNobodySeesIt() throws InterruptedException {
    try (Warnings details = Warnings.andDetails()) { // the logger is known from now on
      var unused = Ritmo.limiter("first", PER_MINUTE);
      assertThat(details.lines.poll(20, SECONDS)).isNotNull();
    }
    try (Warnings warnings = new Warnings()) {
      var unused = Ritmo.limiter("second", PER_MINUTE);
      assertThat(warnings.all()).isEmpty();
    }
  }
}
