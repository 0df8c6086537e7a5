package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When an attempt comes: never earlier than asked, and not at all rather than too late. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class BackOffTest {

  private static final long HOUR = 3_600_000;

  private final VirtualClock clock = new VirtualClock();

  private static Throwable[] rejections(int count) {
    Throwable[] rejections = new Throwable[count];
    Arrays.setAll(rejections, i -> Rejection.byLimit());
    return rejections;
  }

  private List<Long> attempts(RetrySettings settings, Throwable... failures) {
    Governed method = new Governed(clock, settings);
    method.callBlocking(failing(failures));
    method.advance(10 * HOUR);
    return method.attempts();
  }

  @Test
  void theDelayGrowsByTheMultiplierUpToTheMaximum() {
    RetrySettings settings =
        RETRY.delays(100, 1000, TimeUnit.MILLISECONDS).multiplier(3).maxAttempts(6);

    assertThat(attempts(settings, rejections(5)))
        .containsExactly(0L, 100L, 400L, 1300L, 2300L, 3300L)
        .inOrder();
  }

  @Test
  void jitterOnlyAdds() {
    RetrySettings settings =
        RETRY.delays(1000, 1000, TimeUnit.MILLISECONDS).jitter(0.5).maxAttempts(200);

    List<Long> attempts = attempts(settings, rejections(199));

    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 1; i < attempts.size(); i++) {
      shortest = Math.min(shortest, attempts.get(i) - attempts.get(i - 1));
      longest = Math.max(longest, attempts.get(i) - attempts.get(i - 1));
    }
    assertThat(attempts).hasSize(200);
    assertThat(shortest).isAtLeast(1000);
    assertThat(longest).isAtMost(1501);
    assertWithMessage("spread").that(longest - shortest).isAtLeast(250);
  }

  @Test
  void aConstantDelayAndNoneAtAllAreAllowed() {
    RetrySettings constant = RETRY.delays(50, 50, TimeUnit.MILLISECONDS).multiplier(1);
    assertThat(attempts(constant, rejections(2))).containsExactly(0L, 50L, 100L).inOrder();
  }

  @Test
  void noDelayAtAllIsAllowed() {
    RetrySettings none = RETRY.delays(0, 0, TimeUnit.MILLISECONDS).multiplier(1e300).jitter(1);

    assertThat(attempts(none.maxAttempts(9), rejections(8)))
        .containsExactlyElementsIn(new Long[] {0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L});
  }

  @Test
  void aHugeMultiplierStopsAtTheMaximum() {
    RetrySettings settings = RETRY.multiplier(1e300).maxAttempts(4);

    assertThat(attempts(settings, rejections(3)))
        .containsExactly(0L, 1000L, 61_000L, 121_000L)
        .inOrder();
  }

  @Test
  void aStatedTimeReplacesTheBackOffWithoutJitter() {
    RetrySettings settings = RETRY.delays(5000, 60_000, TimeUnit.MILLISECONDS).jitter(1);

    assertThat(attempts(settings, Rejection.byLimit("0.4"), Rejection.overloaded("7")))
        .containsExactly(0L, 400L, 7400L)
        .inOrder();
  }

  @Test
  void aLongStatedTimeIsNeitherRoundedNorClipped() {
    RetrySettings settings =
        RETRY.delays(1000, 3 * HOUR, TimeUnit.MILLISECONDS).deadline(4, TimeUnit.HOURS);

    assertThat(attempts(settings, Rejection.byLimit("7200.001")))
        .containsExactly(0L, 2 * HOUR + 1)
        .inOrder();
  }

  @Test
  void aNegativeStatedTimeIsNone() {
    assertThat(attempts(RETRY, Rejection.byLimit("-1"))).containsExactly(0L, 1000L).inOrder();
  }

  @Test
  void aStatedTimeBeyondTheMaximumEndsTheCallAtOnce() {
    Rejection failure = Rejection.byLimit("61");
    Governed method = new Governed(clock, RETRY);

    CompletableFuture<Object> outcome = method.callBlocking(failing(failure));

    assertThat(failureOf(outcome)).isSameInstanceAs(failure);
    assertThat(method.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aStatedTimeBeyondTheDeadlineEndsTheCallAtOnce() {
    Rejection failure = Rejection.byLimit("30");
    Governed method = new Governed(clock, RETRY.deadline(30, TimeUnit.SECONDS));

    assertThat(failureOf(method.callBlocking(failing(failure)))).isSameInstanceAs(failure);
  }

  @Test
  void aBackOffBeyondTheDeadlineEndsTheCallAtOnce() {
    Governed method = new Governed(clock, RETRY.deadline(3, TimeUnit.SECONDS));
    Rejection last = Rejection.byLimit();

    CompletableFuture<Object> outcome = method.callBlocking(failing(Rejection.byLimit(), last));
    method.advance(1000);

    assertThat(failureOf(outcome)).isSameInstanceAs(last);
  }

  @Test
  void theDeadlineCountsFromArrivalAndEndsTheFirstWaitToo() {
    Limit limit = Limit.calls(1, 10, TimeUnit.SECONDS);
    Governed method = new Governed(clock, RETRY.deadline(10, TimeUnit.SECONDS), limit);
    method.callBlocking(failing());

    CompletableFuture<Object> outcome = method.callBlocking(failing());

    assertThat(failureOf(outcome)).isInstanceOf(RateLimitExceededException.class);
  }

  @Test
  void aRetryWhoseTurnIsBeyondTheDeadlineEndsTheCallAtOnce() {
    Limit limit = Limit.calls(1, 10, TimeUnit.SECONDS);
    Governed method = new Governed(clock, RETRY.deadline(10, TimeUnit.SECONDS), limit);
    Rejection failure = Rejection.byLimit();

    CompletableFuture<Object> outcome = method.callBlocking(failing(failure));

    assertThat(failureOf(outcome)).isSameInstanceAs(failure);
    assertThat(failure.getSuppressed()).hasLength(1);
  }

  @Test
  void aRejectionMakesEverybodyWaitWhoSharesTheLimiter() {
    Governed method = new Governed(clock, RETRY);
    method.callBlocking(failing(Rejection.byLimit("20")));

    CompletableFuture<Object> other = method.callBlocking(failing());
    method.advance(19_999);

    assertThat(other.isDone()).isFalse();
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusMillis(1));
    method.advance(1);
    assertThat(method.attempts()).containsExactly(0L, 20_000L, 20_000L).inOrder();
  }

  @Test
  void aRejectionPausesAlsoWhereNothingIsTriedAgain() {
    Governed method = new Governed(clock, null);

    method.callBlocking(failing(Rejection.byLimit("20")));

    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusSeconds(20));
  }

  @Test
  void anOverloadDelaysOnlyTheCallItself() {
    Governed method = new Governed(clock, RETRY);
    method.callBlocking(failing(Rejection.overloaded()));

    CompletableFuture<Object> other = method.callBlocking(failing());

    assertThat(other.isDone()).isTrue();
    assertThat(method.snapshot().pausedUntil()).isNull();
  }

  @Test
  void anOverloadWithAStatedTimeMakesEverybodyWait() {
    Governed method = new Governed(clock, RETRY);
    method.callBlocking(failing(Rejection.overloaded("20")));

    CompletableFuture<Object> other = method.callBlocking(failing());

    assertThat(other.isDone()).isFalse();
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusSeconds(20));
  }

  @Test
  void aRejectionThatEndsItsCallStillPausesTheOthers() {
    Governed method = new Governed(clock, RETRY);
    method.callBlocking(failing(Rejection.byLimit("3600")));

    CompletableFuture<Object> other = method.callBlocking(failing());

    assertThat(failureOf(other)).isInstanceOf(RateLimitExceededException.class);
    assertThat(method.snapshot().pausedUntil()).isEqualTo(clock.now().plusSeconds(3600));
  }
}
