package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.Limiter;
import java.util.ArrayList;
import java.util.List;

/** A limiter, and the members that share it: a request waits in its queue once. */
final class Account<M> {

  private final Limiter limiter;
  private final List<Member<M>> members = new ArrayList<>();

  Account(Limiter limiter) {
    this.limiter = limiter;
  }

  Limiter limiter() {
    return limiter;
  }

  /** Complete once the pool is built, and never changed again. */
  List<Member<M>> members() {
    return members;
  }
}
