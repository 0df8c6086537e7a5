package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What observers are told of calls, in which order and on which thread. */
final class CallObserverTest {

  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT
          .delays(2, 2, TimeUnit.SECONDS)
          .jitter(0)
          .maxAttempts(2)
          .retryOn(IOException.class);

  private final VirtualClock clock = new VirtualClock();
  private final ObservedEvents events = new ObservedEvents();
  private Registration registration;
  private Limiter limiter;

  @BeforeEach
  void start() {
    Ritmo.reset(clock);
    registration = Ritmo.observe(events);
    limiter = limiter(Limit.calls(1, 1, TimeUnit.SECONDS));
  }

  @AfterEach
  void stop() {
    registration.close();
    Ritmo.reset();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("api", Limits.of(limits).setup(Duration.ZERO));
  }

  private void use() throws Exception {
    limiter.call().run(() -> "answer");
    events.all().clear();
  }

  private Thread caller(Runnable body) {
    Thread thread = clock.start("caller", body);
    clock.awaitQuiet();
    return thread;
  }

  private static String ran(LimitedCall call, ObservedEvents events) {
    try {
      return call.run(
          () -> {
            events.note("body");
            return "answer";
          });
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aCallThatNeedNotWait() {
    assertThat(ran(limiter.call(), events)).isEqualTo("answer");

    assertThat(events.all())
        .containsExactly(
            "call api", "attempt 1", "body", "body left", "attempt RETURNED", "call RETURNED")
        .inOrder();
  }

  @Test
  void aCallThatWaitsForALimit() throws Exception {
    use();

    caller(() -> ran(limiter.call(), events));
    assertThat(events.all()).containsExactly("call api", "wait LIMIT PT1.05S").inOrder();
    clock.advance(Duration.ofSeconds(2));

    assertThat(events.all())
        .containsExactly(
            "call api",
            "wait LIMIT PT1.05S",
            "wait ADMITTED",
            "attempt 1",
            "body",
            "body left",
            "attempt RETURNED",
            "call RETURNED")
        .inOrder();
  }

  @Test
  void aCallThatWaitsForTheEndOfAPause() {
    limiter.pause(Duration.ofSeconds(30));

    caller(() -> ran(limiter.call(), events));

    assertThat(events.all()).containsExactly("call api", "wait PAUSE PT30S").inOrder();
    clock.advance(Duration.ofSeconds(31));
    assertThat(events.all()).contains("call RETURNED");
  }

  @Test
  void aCallThatWaitsForASlotDoesNotKnowForHowLong() {
    Ritmo.reset(clock);
    limiter = limiter(Limit.concurrent(1));
    Permit held = limiter.call().acquire();

    caller(() -> ran(limiter.call(), events));

    assertThat(events.all()).containsExactly("call api", "wait SLOT").inOrder();
    held.close();
    clock.awaitQuiet();
    assertThat(events.all()).contains("call RETURNED");
  }

  @Test
  void aCallThatIsRefused() throws Exception {
    use();

    assertThrows(
        RateLimitExceededException.class, () -> ran(limiter.call().maxWait(Duration.ZERO), events));

    assertThat(events.all())
        .containsExactly("call api", "call REFUSED RateLimitExceededException")
        .inOrder();
  }

  @Test
  void aCallThatIsInterruptedWhileItWaits() throws Exception {
    use();
    Thread thread =
        caller(
            () -> assertThrows(InterruptedWaitException.class, () -> ran(limiter.call(), events)));

    thread.interrupt();
    thread.join();

    assertThat(events.all())
        .containsExactly(
            "call api",
            "wait LIMIT PT1.05S",
            "wait CANCELLED InterruptedWaitException",
            "call CANCELLED InterruptedWaitException")
        .inOrder();
  }

  private static String failing(LimitedCall call) throws Exception {
    return call.run(
        () -> {
          throw new IOException("lost");
        });
  }

  @Test
  void aCallThatIsTriedAgainAndFails() {
    caller(() -> assertThrows(IOException.class, () -> failing(limiter.call().retry(RETRY))));
    clock.advance(Duration.ofSeconds(3));

    assertThat(events.all())
        .containsExactly(
            "call api",
            "attempt 1",
            "body left",
            "attempt FAILED IOException",
            "wait BACKOFF PT2S",
            "wait ADMITTED",
            "attempt 2",
            "body left",
            "attempt FAILED IOException",
            "call FAILED IOException")
        .inOrder();
  }

  @Test
  void aCallThatEndsAsItsNextAttemptIsRefused() {
    caller(() -> assertThrows(IOException.class, () -> failing(limiter.call().retry(RETRY))));

    limiter.shutDown();
    clock.awaitQuiet();

    assertThat(events.all())
        .containsExactly(
            "call api",
            "attempt 1",
            "body left",
            "attempt FAILED IOException",
            "wait BACKOFF PT2S",
            "wait REFUSED RateLimitExceededException",
            "call FAILED IOException")
        .inOrder();
  }

  @Test
  void aCallWithinAnotherIsACallOfItsOwn() throws Exception {
    Limiter inner = Ritmo.limiter("inner", Limit.calls(9, 1, TimeUnit.SECONDS));

    String answer = limiter.call().run(() -> ran(inner.call(), events));

    assertThat(answer).isEqualTo("answer");
    assertThat(events.all())
        .containsExactly(
            "call api",
            "attempt 1",
            "call inner",
            "attempt 1",
            "body",
            "body left",
            "attempt RETURNED",
            "call RETURNED",
            "body left",
            "attempt RETURNED",
            "call RETURNED")
        .inOrder();
  }

  @Test
  void aFutureGoesOnAfterItsBodyHasLeftTheThread() {
    CompletableFuture<String> answer = new CompletableFuture<>();

    CompletableFuture<String> call = limiter.call().runAsync(() -> answer);
    assertThat(events.all()).containsExactly("call api", "attempt 1", "body left").inOrder();
    answer.complete("answer");

    assertThat(call.join()).isEqualTo("answer");
    assertThat(events.all())
        .containsExactly("call api", "attempt 1", "body left", "attempt RETURNED", "call RETURNED")
        .inOrder();
  }

  @Test
  void theBodyOfAFutureThatWaitedIsEnteredAndLeftOnItsThread() throws Exception {
    use();

    CompletableFuture<String> call =
        limiter
            .call()
            .runAsync(
                () -> {
                  events.note("body");
                  return CompletableFuture.completedFuture("answer");
                });
    clock.advance(Duration.ofSeconds(2));

    assertThat(call.join()).isEqualTo("answer");
    assertThat(events.all())
        .containsExactly(
            "call api",
            "wait LIMIT PT1.05S",
            "wait ADMITTED",
            "attempt 1",
            "body",
            "body left",
            "attempt RETURNED",
            "call RETURNED")
        .inOrder();
    assertThat(events.threadsOf("attempt 1", "body", "body left")).hasSize(1);
  }

  @Test
  void aFutureThatIsTriedAgain() {
    List<CompletableFuture<String>> answers =
        new ArrayList<>(
            List.of(
                CompletableFuture.failedFuture(new IOException("lost")),
                CompletableFuture.completedFuture("answer")));

    CompletableFuture<String> call = limiter.call().retry(RETRY).runAsync(() -> answers.remove(0));
    clock.advance(Duration.ofSeconds(3));

    assertThat(call.join()).isEqualTo("answer");
    assertThat(events.all())
        .containsExactly(
            "call api",
            "attempt 1",
            "body left",
            "attempt FAILED IOException",
            "wait BACKOFF PT2S",
            "wait ADMITTED",
            "attempt 2",
            "body left",
            "attempt RETURNED",
            "call RETURNED")
        .inOrder();
  }

  @Test
  void aFutureThatIsCancelledWhileItWaits() throws Exception {
    use();

    limiter.call().runAsync(() -> new CompletableFuture<>()).cancel(true);

    assertThat(events.all())
        .containsExactly(
            "call api",
            "wait LIMIT PT1.05S",
            "wait CANCELLED CancellationException",
            "call CANCELLED CancellationException")
        .inOrder();
  }

  @Test
  void aFutureThatIsCancelledWhileItRuns() {
    limiter.call().runAsync(() -> new CompletableFuture<>()).cancel(true);

    assertThat(events.all())
        .containsExactly(
            "call api",
            "attempt 1",
            "body left",
            "attempt CANCELLED CancellationException",
            "call CANCELLED CancellationException")
        .inOrder();
  }

  @Test
  void aFutureThatIsCancelledByItsBodyStillLeavesTheThread() {
    CompletableFuture<?>[] call = new CompletableFuture<?>[1];
    limiter.pause(Duration.ofSeconds(1));

    call[0] =
        limiter
            .call()
            .runAsync(
                () -> {
                  call[0].cancel(true);
                  events.note("body");
                  return new CompletableFuture<>();
                });
    clock.advance(Duration.ofSeconds(2));

    assertThat(events.all())
        .containsExactly(
            "call api",
            "wait PAUSE PT1S",
            "wait ADMITTED",
            "attempt 1",
            "attempt CANCELLED CancellationException",
            "call CANCELLED CancellationException",
            "body",
            "body left")
        .inOrder();
  }

  @Test
  void aSubscriptionIsACall() {
    Streams.Source source = new Streams.Source();
    Streams.Sink sink = new Streams.Sink(9);

    limiter.call().publish(() -> source).subscribe(sink);
    assertThat(events.all()).containsExactly("call api", "attempt 1", "body left").inOrder();
    source.next("element");
    source.complete();

    assertThat(events.all())
        .containsExactly("call api", "attempt 1", "body left", "attempt RETURNED", "call RETURNED")
        .inOrder();
  }

  @Test
  void aCallThatCannotBeAdmittedAtAllEndsAsWell() {
    LimitedCall wrong = limiter.call().key("this limiter has none");

    assertThrows(IllegalArgumentException.class, () -> wrong.run(() -> "answer"));
    assertThrows(
        IllegalArgumentException.class,
        () -> wrong.runAsync(() -> CompletableFuture.completedFuture("answer")));

    assertThat(events.all())
        .containsExactly(
            "call api",
            "call FAILED IllegalArgumentException",
            "call api",
            "call FAILED IllegalArgumentException")
        .inOrder();
  }

  @Test
  void anObserverThatFailsChangesNoCall() throws Exception {
    use();
    registration.close();
    try (Registration failing = Ritmo.observe(new ObservedEvents.Failing(false));
        Registration alsoInScopes = Ritmo.observe(new ObservedEvents.Failing(true));
        Registration sound = Ritmo.observe(events)) {

      caller(() -> ran(limiter.call(), events));
      clock.advance(Duration.ofSeconds(2));

      assertThat(events.all()).contains("call RETURNED");
      assertThat(failing.failures()).isEqualTo(1); // it hears no more of the call
      assertThat(alsoInScopes.failures()).isEqualTo(3); // wait, attempt, end
      assertThat(sound.failures()).isEqualTo(0);
    }
  }

  @Test
  void anObserverThatIsRemovedHearsNoMore() {
    registration.close();
    registration.close();

    ran(limiter.call(), new ObservedEvents());

    assertThat(events.all()).isEmpty();
  }

  @Test
  void whoeverComesLateHearsOfTheNextCall() throws Exception {
    Registration[] late = new Registration[1];
    registration.close();

    limiter
        .call()
        .run(
            () -> {
              late[0] = Ritmo.observe(events);
              return "answer";
            });

    assertThat(events.all()).isEmpty();
    late[0].close();
  }
}
