package dev.ritmo.adapter.reactor.core.publisher;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Governed methods, which answer as a test has said. */
class Answers {

  private final Deque<Supplier<Publisher<String>>> script = new ArrayDeque<>();
  final List<String> asked = new ArrayList<>();

  Answers then(Supplier<Publisher<String>> answer) {
    script.add(answer);
    return this;
  }

  private Publisher<String> next(String question) {
    asked.add(question);
    return script.remove().get();
  }

  @RateLimited(calls = 3, period = 60, concurrent = 1, limiter = "answers")
  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  Mono<String> one(String question) {
    return Mono.fromDirect(next(question));
  }

  @RateLimited(calls = 3, period = 60, concurrent = 1, limiter = "answers")
  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  Flux<String> many(String question) {
    return Flux.from(next(question));
  }

  @SuppressWarnings("NullAway") // as it comes
  @RateLimited(calls = 3, period = 60, concurrent = 1, limiter = "answers")
  static <T extends Comparable<T>> Mono<T> nothing(List<? super T> argument) {
    return null;
  }

  @RateLimited(calls = 1, period = 60, key = "user", limiter = "perUser")
  Mono<String> ofUser(String user) {
    return Mono.fromDirect(next(user));
  }

  /** As if it had been woven by another aspect only: what it returns is not a Mono by its type. */
  @RateLimited(calls = 3, period = 60, unit = TimeUnit.SECONDS, limiter = "unadapted")
  Object unadapted() {
    return next("unadapted");
  }

  /** Woven by the adapter, but compiled without it. */
  @RateLimited(calls = 3, period = 60, unit = TimeUnit.SECONDS, limiter = "unseen")
  Mono<String> unseen() {
    return Mono.fromDirect(next("unseen"));
  }
}
