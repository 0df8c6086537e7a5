package dev.ritmo.langchain4j;

import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A program on virtual time, in which requests leave at once. */
final class Program implements AutoCloseable {

  private static final List<String> LIMITERS =
      List.of("asking", "callers", "chat", "other", "streams", "tokens");

  final VirtualClock clock = new VirtualClock();

  Program() {
    Ritmo.reset(clock);
    LIMITERS.forEach(name -> System.setProperty(setup(name), "0"));
  }

  private static String setup(String limiter) {
    return "ritmo.limiter." + limiter + ".setup";
  }

  /** Runs something on a thread of its own until it waits or ends. */
  <T> CompletableFuture<T> start(Callable<T> body) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    clock.start(
        "caller",
        () -> {
          try {
            outcome.complete(body.call());
          } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
          }
        });
    clock.awaitQuiet();
    return outcome;
  }

  /** Runs something to its end, for at most an hour. */
  <T> CompletableFuture<T> run(Callable<T> body) {
    CompletableFuture<T> outcome = start(body);
    for (int i = 0; i < 3600 && !outcome.isDone(); i++) {
      clock.advance(Duration.ofSeconds(1));
    }
    return outcome;
  }

  static long used(String limiter) {
    return Ritmo.limiter(limiter).snapshot().states().get(0).used();
  }

  @Override
  public void close() {
    LIMITERS.forEach(name -> System.clearProperty(setup(name)));
    Ritmo.reset();
  }
}
