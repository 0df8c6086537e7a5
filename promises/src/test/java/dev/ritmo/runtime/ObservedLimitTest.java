package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers say of their limits in the headers of an answer. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class ObservedLimitTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Trial trial = new Trial();
  private final Log log = new Log();
  private final Limiter limiter = Ritmo.limiter("api", Limit.calls(10, 60, SECONDS));

  @AfterEach
  void close() {
    log.close();
    trial.close();
  }

  private Permit send() {
    return limiter.call().maxWait(Duration.ZERO).acquire();
  }

  /** How many more are admitted now; takes them. */
  private int room() {
    for (int i = 0; ; i++) {
      try {
        send();
      } catch (RateLimitExceededException refusal) {
        return i;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "10, 20", "100, 99", "1000000, 1000000", "11, 10"})
  void whatProvidersSayNeverAdmitsMore(long limit, long remaining) {
    send().observe(Dimension.CALLS, limit, remaining, MINUTE);

    assertThat(room()).isEqualTo(9);
  }

  @Test
  void whatOthersUseCountsForAPeriod() {
    send().observe(Dimension.CALLS, 10, 2, MINUTE);

    assertThat(used(limiter, 0)).isEqualTo(8);
    assertThat(room()).isEqualTo(2);
    trial.advance(Duration.ofMillis(60_300));
    assertThat(room()).isEqualTo(10);
  }

  @Test
  void anAnswerToAnEarlierRequestThanTheLastHeardOfIsIgnored() {
    Permit earlier = send();
    trial.advance(Duration.ofMillis(1));
    Permit later = send();
    later.observe(Dimension.CALLS, 10, 8, MINUTE);

    earlier.observe(Dimension.CALLS, 10, 0, MINUTE);

    assertThat(room()).isEqualTo(8);
  }

  @Test
  void anEarlierAnswerDoesNotOpenWhatALaterOneHasClosed() {
    Permit earlier = send();
    trial.advance(Duration.ofMillis(1));
    send().observe(Dimension.CALLS, 5, 0, HOUR);

    earlier.observe(Dimension.CALLS, 5, 4, HOUR);

    assertThat(room()).isEqualTo(0);
  }

  @Test
  void whatIsLeftOfADayIsKeptUntilItsReset() {
    send().observe(Dimension.CALLS, 500, 3, HOUR);

    assertThat(room()).isEqualTo(3);
    trial.advance(HOUR.minusSeconds(1));
    assertThat(room()).isEqualTo(0);
    trial.advance(Duration.ofSeconds(1));
    assertThat(room()).isEqualTo(10);
  }

  @Test
  void whatIsLeftOfTenSecondsIsKeptUntilTheirReset() {
    send().observe(Dimension.CALLS, 3, 2, Duration.ofSeconds(10));

    assertThat(room()).isEqualTo(2);
    trial.advance(Duration.ofSeconds(10));
    assertThat(room()).isEqualTo(7);
  }

  @Test
  void whatIsSaidOfAShortWindowDoesNotForgetWhatWasSaidOfADay() {
    Permit permit = send();
    permit.observe(Dimension.CALLS, 500, 0, HOUR);

    permit.observe(Dimension.CALLS, 3, 2, Duration.ofSeconds(10));

    trial.advance(Duration.ofSeconds(30));
    assertThat(room()).isEqualTo(0);
    trial.advance(HOUR);
    assertThat(room()).isEqualTo(10);
  }

  @Test
  void whatHasLeftSinceTheRequestCountsAgainstWhatIsLeft() {
    Permit first = send();
    trial.advance(Duration.ofMillis(1));
    send();

    first.observe(Dimension.CALLS, 500, 4, HOUR);

    assertThat(room()).isEqualTo(3);
  }

  @Test
  void aWaitingCallIsMovedByWhatIsSaid() {
    Permit permit = send();
    for (int i = 0; i < 9; i++) {
      send();
    }
    trial.enter("waits", limiter.call().waitForever());

    permit.observe(Dimension.CALLS, 500, 0, HOUR);
    trial.advance(HOUR.minusSeconds(1));

    assertThat(trial.admitted()).isEmpty();
    trial.advance(Duration.ofSeconds(1));
    assertThat(trial.admitted()).containsExactly("waits");
  }

  @Test
  void whatIsSaidOfADimensionWithoutALimitIsIgnored() {
    send().observe(Dimension.TOKENS, 100, 0, MINUTE);

    assertThat(room()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, PT1M, 1 minute",
    "-1, 0, PT1M, 1 minute",
    "10, -1, PT1M, 1 minute",
    "10, 0, PT-1S, -1 second",
    "-9223372036854775808, 0, PT1M, 1 minute"
  })
  void whatMakesNoSenseIsLoggedAndIgnored(
      long most, long remaining, Duration reset, String written) {
    LimiterSnapshot before = limiter.snapshot();

    send().observe(Dimension.CALLS, most, remaining, reset);

    assertThat(log.lines())
        .containsExactly(
            "Limiter \"api\" ignored what the provider said: %d calls allowed, %d remaining, reset in %s."
                .formatted(most, remaining, written));
    assertThat(limiter.snapshot().pausedUntil()).isEqualTo(before.pausedUntil());
    assertThat(room()).isEqualTo(9);
  }

  @Test
  void aResetThatNobodyWillSeeIsLoggedAndIgnored() {
    for (Duration reset :
        new Duration[] {
          ChronoUnit.FOREVER.getDuration(),
          ChronoUnit.FOREVER.getDuration().negated(),
          Duration.ofNanos(Long.MAX_VALUE),
        }) {
      send().observe(Dimension.CALLS, 500, 0, reset);
    }

    assertThat(log.lines()).hasSize(3);
    assertThat(room()).isEqualTo(7);
  }

  @Test
  void whatAClosedPermitHearsIsIgnored() {
    try (Trial other = new Trial()) {
      Limiter slots = Ritmo.limiter("slots", Limit.calls(10, 60, SECONDS), Limit.concurrent(2));
      Permit permit = slots.call().acquire();
      permit.close();

      permit.observe(Dimension.CALLS, 10, 0, MINUTE);

      assertWithMessage("calls used").that(used(slots, 0)).isEqualTo(1);
      assertThat(other.admitted()).isEmpty();
    }
  }

  @Test
  void whatIsLeftIsKeptWhenTheLimitsChange() {
    Limit minute = Limit.calls(10, 60, SECONDS);
    Limit day = Limit.calls(5000, 1, DAYS);
    send().observe(Dimension.CALLS, 1000, 4, HOUR);

    limiter.change(Limits.of(minute, day));
    assertThat(room()).isEqualTo(4);
    trial.advance(HOUR);
    send().observe(Dimension.CALLS, 1000, 2, HOUR);
    limiter.change(Limits.of(Limit.calls(9, 60, SECONDS), day));

    assertThat(room()).isEqualTo(2);
  }
}
