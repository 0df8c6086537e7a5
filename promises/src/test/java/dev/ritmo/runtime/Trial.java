package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.spi.TimeSource;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A program that uses Ritmo on virtual time: calls that come, and when they were admitted. */
final class Trial implements AutoCloseable {

  private static final List<String> LIMITERS =
      List.of(
          "accounts",
          "api",
          "both",
          "closed",
          "keyed",
          "keys",
          "late",
          "nobody",
          "one",
          "paused",
          "plain",
          "same",
          "slots",
          "slow",
          "tenants",
          "tokens",
          "unused");

  private final VirtualClock clock = new VirtualClock();
  private final long begin = clock.nanoTime();
  private final List<String> admitted = new CopyOnWriteArrayList<>();
  private final List<Long> times = new CopyOnWriteArrayList<>();

  Trial() {
    Ritmo.reset(clock);
    LIMITERS.forEach(name -> System.setProperty(setup(name), "0"));
  }

  /** Requests leave at once here: most calls of these tests never end. */
  private static String setup(String limiter) {
    return "ritmo.limiter." + limiter + ".setup";
  }

  /** On a time made from the virtual one. */
  static Trial on(UnaryOperator<TimeSource> time) {
    Trial trial = new Trial();
    Ritmo.reset(time.apply(trial.clock));
    return trial;
  }

  @Override
  public void close() {
    LIMITERS.forEach(name -> System.clearProperty(setup(name)));
    Ritmo.reset();
  }

  VirtualClock clock() {
    return clock;
  }

  /** A call that waits without a thread. */
  CompletableFuture<Permit> enter(String name, LimitedCall call) {
    CompletableFuture<Permit> permit = call.acquireAsync();
    CompletableFuture<Void> unused = permit.thenRun(() -> note(name));
    settle();
    return permit;
  }

  /** A call that waits with a thread. */
  Blocked<Permit> block(String name, LimitedCall call) {
    return inThread(
        () -> {
          Permit permit = call.acquire();
          note(name);
          return permit;
        });
  }

  /** Runs something on a thread of its own until it waits or ends. */
  <T> Blocked<T> inThread(Callable<T> body) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    Thread thread =
        clock.start(
            "caller",
            () -> {
              try {
                outcome.complete(body.call());
              } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
              }
            });
    settle();
    return new Blocked<>(thread, outcome);
  }

  /** Notes that a call has been admitted now. */
  void note(String name) {
    admitted.add(name);
    times.add(now());
  }

  /** Nanoseconds since the beginning. */
  long now() {
    return clock.nanoTime() - begin;
  }

  /** The names of the calls admitted, in their order. */
  List<String> admitted() {
    return List.copyOf(admitted);
  }

  /** When they were admitted. */
  long[] times() {
    return times.stream().mapToLong(Long::longValue).toArray();
  }

  void advance(Duration duration) {
    clock.advance(duration);
    settle();
  }

  /** What is due at once happens. */
  void settle() {
    clock.awaitQuiet();
    for (int i = 0; clock.next().filter(Duration::isZero).isPresent(); i++) {
      assertWithMessage("rounds without time").that(i).isLessThan(10_000);
      clock.advance(Duration.ZERO);
    }
  }

  /** What made a call fail. */
  static Throwable failureOf(CompletableFuture<?> outcome) {
    assertThat(outcome.isCompletedExceptionally()).isTrue();
    Throwable[] thrown = new Throwable[1];
    CompletableFuture<?> unused = outcome.whenComplete((value, failure) -> thrown[0] = failure);
    return thrown[0];
  }

  /** Why a call was refused. */
  static RateLimitExceededException refusalOf(CompletableFuture<?> outcome) {
    Throwable failure = failureOf(outcome);
    assertThat(failure).isInstanceOf(RateLimitExceededException.class);
    return (RateLimitExceededException) failure;
  }

  /** How much of a limit is used now. */
  static long used(Limiter limiter, int limit) {
    return limiter.snapshot().states().get(limit).used();
  }

  /** A thread, and what becomes of its call. */
  record Blocked<T>(Thread thread, CompletableFuture<T> outcome) {}
}
