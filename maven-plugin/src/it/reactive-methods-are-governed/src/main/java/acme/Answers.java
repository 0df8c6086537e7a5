package acme;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A stream of answers, whose provider is busy at first. */
public class Answers {

  public final AtomicInteger asked = new AtomicInteger();

  @RateLimited(calls = 100, limiter = "mono")
  @RetryOnRateLimit(initialDelay = 10, unit = TimeUnit.MILLISECONDS)
  Mono<String> one() {
    return asked.getAndIncrement() < 2 ? Mono.error(new Busy()) : Mono.just("answer");
  }

  @RateLimited(calls = 100, limiter = "flux")
  @RetryOnRateLimit(initialDelay = 10, unit = TimeUnit.MILLISECONDS)
  public static Flux<String> many(AtomicInteger asked) {
    return asked.getAndIncrement() < 2
        ? Flux.error(new Busy())
        : Flux.concat(Flux.just("ans", "wer"), Flux.error(new Busy()));
  }

  @RateLimited(calls = 100, limiter = "publisher")
  Flow.Publisher<String> own() {
    asked.incrementAndGet();
    return new SubmissionPublisher<>();
  }

  /** What a client throws. */
  public static class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;

    public int statusCode() {
      return 503;
    }
  }
}
