package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.RitmoListener;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners hear of limiters and waiting calls, and in which order. */
@Timeout(30)
final class RitmoListenerTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final BlockingQueue<LimiterEvent> events = new LinkedBlockingQueue<>();
  private final Trial trial = new Trial();
  private final Limiter limiter =
      Ritmo.limiter(
          "heard", Limits.of(Limit.calls(1, 60, SECONDS)).withoutInference().setup(Duration.ZERO));
  private final List<Registration> registrations = new ArrayList<>();

  private Registration listen(RitmoListener listener) {
    Registration added = Ritmo.listen(listener);
    registrations.add(added);
    return added;
  }

  private void listen() {
    listen(events::add);
  }

  @AfterEach
  void stop() {
    registrations.forEach(Registration::close);
    trial.close();
  }

  private LimiterEvent next() throws InterruptedException {
    return events.take();
  }

  private static LimiterEvent.OfCall ofProgram(LimiterEvent event) {
    LimiterEvent.OfCall call = (LimiterEvent.OfCall) event;
    assertThat(call.limiter()).isEqualTo("heard");
    assertThat(call.method()).isEqualTo("none");
    return call;
  }

  @Test
  void aCallThatNeedNotWaitIsNoEvent() throws InterruptedException {
    listen();
    limiter.call().acquire().close();
    limiter.shutDown();

    assertThat(next()).isInstanceOf(LimiterEvent.ShutDown.class);
  }

  @Test
  void aWaitBeginsAndEnds() throws InterruptedException {
    listen();
    limiter.call().acquire().close();
    CompletableFuture<Permit> permit = limiter.call().waitForever().acquireAsync();

    LimiterEvent.Waiting waiting = (LimiterEvent.Waiting) ofProgram(next());
    trial.advance(MINUTE.plusSeconds(1));
    LimiterEvent.Waited waited = (LimiterEvent.Waited) ofProgram(next());

    assertThat(permit.isDone()).isTrue();
    assertThat(waiting.cause()).isEqualTo(WaitCause.LIMIT);
    assertThat(waited.cause()).isEqualTo(WaitCause.LIMIT);
    assertThat(waited.waited()).isAtLeast(MINUTE);
    assertThat(waited.at()).isEqualTo(waiting.at().plus(waited.waited()));
  }

  @Test
  void aCallThatGivesUpIsHeardOf() throws InterruptedException {
    listen();
    limiter.call().acquire().close();
    CompletableFuture<Permit> permit = limiter.call().waitForever().acquireAsync();
    permit.cancel(false);

    assertThat(next()).isInstanceOf(LimiterEvent.Waiting.class);
    assertThat(next()).isInstanceOf(LimiterEvent.Abandoned.class);
  }

  @Test
  void aRefusalNamesTheLimit() throws InterruptedException {
    listen();
    limiter.call().acquire().close();
    assertThrows(
        RateLimitExceededException.class,
        () -> limiter.call().maxWait(Duration.ofSeconds(1)).acquire());

    LimiterEvent.Refused refused = (LimiterEvent.Refused) ofProgram(next());
    assertThat(refused.limit()).hasValue(Limit.calls(1, 60, SECONDS));
    assertThat(refused.retryAfter()).isAtLeast(Duration.ofSeconds(59));
  }

  @Test
  void aRetryIsHeardOfAndThatItIsGivenUp() throws InterruptedException {
    Ritmo.limiter("heard").change(Limits.of(Limit.calls(9, 1, SECONDS)).withoutInference());
    limiter.retryBudget(new RetryBudget(0, 1, 1));
    listen();
    for (int call = 0; call < 3; call++) {
      CompletableFuture<Object> unused =
          limiter
              .call()
              .retry(RetrySettings.DEFAULT.maxAttempts(2).delays(3, 3, SECONDS).jitter(0))
              .runAsync(() -> CompletableFuture.failedFuture(new ConnectException("secret")));
      trial.advance(MINUTE);
    }

    LimiterEvent.Retrying retrying = (LimiterEvent.Retrying) ofProgram(next());
    assertThat(retrying.attempt()).isEqualTo(2);
    assertThat(retrying.signal().reason()).isEqualTo(Signal.Reason.CONNECTION);
    assertThat(retrying.delay()).isEqualTo(Duration.ofSeconds(3));
    LimiterEvent.Waiting waiting = (LimiterEvent.Waiting) ofProgram(next());
    assertThat(waiting.cause()).isEqualTo(WaitCause.BACKOFF);
    LimiterEvent.Waited waited = (LimiterEvent.Waited) ofProgram(next());
    assertThat(waited.byCause()).containsExactly(WaitCause.BACKOFF, Duration.ofSeconds(3));
    LimiterEvent.GivenUp end = (LimiterEvent.GivenUp) ofProgram(next());
    assertThat(end.cause()).isEqualTo(GiveUpCause.ATTEMPTS);
    assertThat(end.attempts()).isEqualTo(2);
    assertThat(ofProgram(next())).isInstanceOf(LimiterEvent.BudgetEmpty.class);
    assertThat(((LimiterEvent.GivenUp) ofProgram(next())).cause()).isEqualTo(GiveUpCause.BUDGET);
    assertThat(((LimiterEvent.GivenUp) ofProgram(next())).cause()).isEqualTo(GiveUpCause.BUDGET);
    limiter.shutDown();
    assertThat(next()).isInstanceOf(LimiterEvent.ShutDown.class);
  }

  @Test
  void aRejectionPausesAndAnOperatorResumes() throws InterruptedException {
    listen();
    try (Permit permit = limiter.call().acquire()) {
      permit.rejected(MINUTE);
    }
    limiter.resume();

    LimiterEvent.Rejected rejected = (LimiterEvent.Rejected) ofProgram(next());
    assertThat(rejected.signal().kind()).isEqualTo(Signal.Kind.REJECTED);
    LimiterEvent.Paused paused = (LimiterEvent.Paused) next();
    assertThat(paused.pause()).isEqualTo(MINUTE);
    assertThat(next()).isInstanceOf(LimiterEvent.Resumed.class);
  }

  @Test
  void otherLimitsAreHeardOf() throws InterruptedException {
    listen();
    limiter.change(Limits.of(Limit.calls(2, 60, SECONDS)));

    assertThat(next()).isInstanceOf(LimiterEvent.Changed.class);
  }

  @Test
  void aListenerThatFailsIsCalledAgainAndHoldsUpNoOther() throws InterruptedException {
    Registration failing =
        listen(
            event -> {
              throw new IllegalStateException("listener");
            });
    listen();
    limiter.pause(MINUTE);
    limiter.resume();

    assertThat(next()).isInstanceOf(LimiterEvent.Paused.class);
    assertThat(next()).isInstanceOf(LimiterEvent.Resumed.class);
    assertThat(failing.failures()).isEqualTo(2);
  }

  @Test
  void aRemovedListenerHearsNothing() throws InterruptedException {
    Registration removed =
        listen(
            event -> {
              throw new IllegalStateException("removed");
            });
    listen();
    removed.close();
    limiter.pause(MINUTE);

    assertThat(next()).isInstanceOf(LimiterEvent.Paused.class);
    assertThat(removed.failures()).isEqualTo(0);
  }

  @Test
  void aSlowListenerHoldsUpNoCallAndIsToldWhatItMissed() throws InterruptedException {
    CountDownLatch isCalled = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    BlockingQueue<Long> dropped = new LinkedBlockingQueue<>();
    listen(
        new RitmoListener() {
          @Override
          public void onEvent(LimiterEvent event) {
            isCalled.countDown();
            try {
              mayGoOn.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void onDropped(long missed) {
            dropped.add(missed);
          }
        });

    limiter.pause(MINUTE);
    isCalled.await();
    for (int i = 0; i < 8_192 + 10; i++) {
      limiter.change(Limits.of(Limit.calls(1, 60, SECONDS)));
    }
    mayGoOn.countDown();

    assertThat(dropped.take()).isEqualTo(10);
  }
}
