package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that waits, is refused and retries, for images without {@code jdk.jfr}. */
final class WithoutFlightRecorder {

  /** What it prints if all goes well. */
  static final String DONE = "all of it works";

  private WithoutFlightRecorder() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    require(ModuleLayer.boot().findModule("jdk.jfr").isEmpty(), "jdk.jfr is there");
    Limiter limiter =
        Ritmo.limiter(
            "trimmed", Limits.of(Limit.calls(1, 50, TimeUnit.MILLISECONDS)).setup(Duration.ZERO));
    limiter.call().run(() -> "first");
    limiter.call().run(() -> "waits");
    limiter.call().acquireAsync().join().close();
    limiter.pause(Duration.ofMillis(50));
    try {
      limiter.call().maxWait(Duration.ZERO).acquire();
    } catch (RateLimitExceededException expected) {
      require(expected.waitCause().isPresent(), "no cause");
    }
    CompletableFuture<Object> failing =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT.maxAttempts(2).delays(1, 1, TimeUnit.MILLISECONDS))
            .runAsync(() -> CompletableFuture.failedFuture(new ConnectException("refused")));
    require(failing.handle((value, failure) -> failure != null).join(), "it did not fail");
    require(!limiter.snapshot().total().waits().isEmpty(), "no waits");
    System.out.println(DONE);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
