package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayDeque;
import java.util.Deque;

/** Governed methods, each of which answers with the next stream that a test has put in. */
@RateLimited(calls = 10, period = 60, concurrent = 1)
@RetryOnRateLimit(initialDelay = 1, jitter = 0)
class Answers {

  private final Deque<Flowable<String>> script = new ArrayDeque<>();

  private int asked;

  int asked() {
    return asked;
  }

  Answers then(Flowable<String> answer) {
    script.add(answer);
    return this;
  }

  private Flowable<String> next() {
    asked++;
    return script.remove();
  }

  public Single<String> single() {
    return next().singleOrError();
  }

  public Maybe<String> maybe() {
    return next().singleElement();
  }

  public Completable completable() {
    return next().ignoreElements();
  }

  public Observable<String> observable() {
    return next().toObservable();
  }

  public Flowable<String> flowable() {
    return next();
  }

  @SuppressWarnings("NullAway") // as it comes
  public Flowable<String> nothing() {
    return null;
  }
}
