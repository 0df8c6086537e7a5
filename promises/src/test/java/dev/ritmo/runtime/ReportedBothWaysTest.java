package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is given back or used otherwise than reserved counts in reported limits as well. */
final class ReportedBothWaysTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Limit TOKENS = Limit.tokens(1000, 60, SECONDS);

  private final Trial trial = new Trial();
  private final Limiter limiter = Ritmo.limiter("tokens", TOKENS);

  @AfterEach
  void close() {
    trial.close();
  }

  private static Permit send(LimitedCall call, long tokens) {
    return call.tokens(tokens).maxWait(Duration.ZERO).acquire();
  }

  private Permit send(long tokens) {
    return send(limiter.call(), tokens);
  }

  /** The largest call that is admitted now. */
  private static long room(LimitedCall call) {
    long room = 0;
    for (long step = 512; step > 0; step /= 2) {
      try {
        send(call, room + step).giveBack();
        room += step;
      } catch (RateLimitExceededException refusal) {
        // less fits
      }
    }
    return room;
  }

  private long room() {
    return room(limiter.call());
  }

  /** The provider has reported a limit over an hour. */
  private void report(long most, long remaining, Duration reset) {
    send(1).observe(Dimension.TOKENS, most, remaining, reset);
    trial.advance(Duration.ofMillis(1));
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    report(5000, 100, HOUR);
    Permit permit = send(60);
    assertThat(room()).isEqualTo(40);

    permit.giveBack();

    assertThat(room()).isEqualTo(100);
  }

  @Test
  void whatIsNotUsedIsThereAgain() {
    report(5000, 100, HOUR);
    Permit permit = send(60);

    permit.settle(Dimension.TOKENS, 20);

    assertThat(room()).isEqualTo(80);
  }

  @Test
  void whatIsUsedBeyondAReservationIsGone() {
    report(5000, 100, HOUR);
    Permit permit = send(20);

    permit.settle(Dimension.TOKENS, 100);

    assertThat(room()).isEqualTo(0);
    trial.advance(Duration.ofMinutes(59));
    assertThat(room()).isEqualTo(0);
  }

  @Test
  void whatIsUsedBeyondWhatIsLeftIsOwedUntilTheResetOnly() {
    report(5000, 100, HOUR);
    send(20).settle(Dimension.TOKENS, 500);

    trial.advance(HOUR.minusMillis(2));
    assertThat(room()).isEqualTo(0);
    trial.advance(Duration.ofMillis(1));

    assertThat(room()).isEqualTo(1000);
  }

  @Test
  void whatIsGivenBackPaysForWhatWasUsedBeyond() {
    report(5000, 100, HOUR);
    Permit one = send(50);
    send(50).settle(Dimension.TOKENS, 90);

    one.giveBack();

    assertThat(room()).isEqualTo(10);
  }

  @Test
  void usageThatIsToldAgainReplacesWhatWasTold() {
    report(5000, 100, HOUR);
    Permit permit = send(50);

    permit.settle(Dimension.TOKENS, 90);
    permit.settle(Dimension.TOKENS, 10);

    assertThat(room()).isEqualTo(90);
  }

  @Test
  void allReportedLimitsCountInBothDirections() {
    report(5000, 100, HOUR);
    report(700, 200, Duration.ofSeconds(20));
    Permit permit = send(80);
    assertThat(room()).isEqualTo(19); // the second report came with a call of 1 token

    permit.settle(Dimension.TOKENS, 150);
    assertThat(room()).isEqualTo(0);
    trial.advance(Duration.ofSeconds(21));
    assertThat(room()).isEqualTo(0);

    permit.settle(Dimension.TOKENS, 30);
    assertThat(room()).isEqualTo(69);
  }

  @Test
  void theShorterOfTwoReportedLimitsCountsInBothDirectionsToo() {
    report(5000, 900, HOUR);
    report(700, 100, Duration.ofSeconds(20));
    Permit permit = send(80);
    assertThat(room()).isEqualTo(20);

    permit.settle(Dimension.TOKENS, 30);

    assertThat(room()).isEqualTo(70);
  }

  @Test
  void whatLeftBeforeTheReportedRequestGivesNothingBack() {
    Permit earlier = send(60);
    trial.advance(Duration.ofMillis(1));
    report(5000, 100, HOUR);

    earlier.giveBack();

    assertThat(room()).isEqualTo(100); // what the provider has counted it alone knows
  }

  @Test
  void whatLeftAfterTheReportedRequestGivesBackThoughTheAnswerCameLater() {
    Permit reported = send(1);
    trial.advance(Duration.ofMillis(1));
    Permit later = send(60);
    reported.observe(Dimension.TOKENS, 5000, 100, HOUR);
    assertThat(room()).isEqualTo(40);

    later.giveBack();

    assertThat(room()).isEqualTo(100);
  }

  @Test
  void ofALimitThatIsReportedAgainOnlyTheNewsCount() {
    report(5000, 100, HOUR);
    Permit permit = send(60);
    trial.advance(Duration.ofMillis(1));
    report(5000, 300, HOUR);

    permit.giveBack();

    assertThat(room()).isEqualTo(300);
  }

  @Test
  void aWaitingCallGoesAsSoonAsEnoughIsGivenBack() {
    report(5000, 100, HOUR);
    Permit permit = send(60);
    CompletableFuture<Permit> unused =
        trial.enter("future", limiter.call().tokens(80).waitForever());
    trial.block("thread", limiter.call().tokens(20).waitForever());

    permit.settle(Dimension.TOKENS, 30);
    trial.settle();
    assertThat(trial.admitted()).isEmpty();
    permit.settle(Dimension.TOKENS, 0);
    trial.settle();

    assertThat(trial.admitted()).containsExactly("future", "thread");
  }

  @Test
  void aWaitingCallIsRefusedWhenOveruseMovesItsTurnBeyondItsPatience() {
    send(1).observe(Dimension.TOKENS, 5000, 1000, HOUR);
    trial.advance(Duration.ofMillis(1));
    Permit permit = send(20);
    send(960).settle(Dimension.TOKENS, 960);
    var waits = trial.enter("waits", limiter.call().tokens(30).maxWait(Duration.ofMinutes(2)));

    permit.settle(Dimension.TOKENS, 1000);
    trial.settle();

    assertThat(Trial.refusalOf(waits).retryAfter()).isGreaterThan(Duration.ofMinutes(58));
  }

  @Test
  void keysThatAreAccountsKeepWhatIsReportedApart() {
    Limiter keyed = Ritmo.limiter("accounts", Limits.of().perKey(TOKENS).accountPerKey());
    LimitedCall one = keyed.call().key("one");
    LimitedCall other = keyed.call().key("other");
    send(one, 1).observe(Dimension.TOKENS, 5000, 100, HOUR);
    trial.advance(Duration.ofMillis(1));
    Permit permit = send(one, 60);
    assertThat(room(one)).isEqualTo(40);
    assertThat(room(other)).isEqualTo(1000);

    permit.settle(Dimension.TOKENS, 90);
    assertThat(room(one)).isEqualTo(10);
    permit.giveBack();

    assertThat(room(one)).isEqualTo(100);
    assertThat(room(other)).isEqualTo(1000);
  }

  @Test
  void keysOfOneAccountShareWhatIsReported() {
    Limiter keyed =
        Ritmo.limiter("keyed", Limits.of(TOKENS).perKey(Limit.tokens(900, 60, SECONDS)));
    LimitedCall one = keyed.call().key("one");
    LimitedCall other = keyed.call().key("other");
    send(one, 1).observe(Dimension.TOKENS, 5000, 100, HOUR);
    trial.advance(Duration.ofMillis(1));
    Permit permit = send(one, 60);
    assertThat(room(other)).isEqualTo(40);

    permit.settle(Dimension.TOKENS, 20);
    assertThat(room(other)).isEqualTo(80);
    permit.settle(Dimension.TOKENS, 100);
    assertThat(room(other)).isEqualTo(0);
    permit.giveBack();

    assertThat(room(other)).isEqualTo(100);
  }

  @Test
  void whatIsReportedSurvivesAChangeInBothDirections() {
    report(5000, 100, HOUR);
    Permit permit = send(60);

    limiter.change(Limits.of(Limit.tokens(2000, 60, SECONDS)));
    assertThat(room()).isEqualTo(40);
    permit.settle(Dimension.TOKENS, 80);
    assertThat(room()).isEqualTo(20);
    permit.giveBack();

    assertThat(room()).isEqualTo(100);
  }
}
