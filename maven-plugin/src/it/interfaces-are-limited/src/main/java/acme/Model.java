package acme;

import dev.ritmo.RateLimited;

public interface Model<Q> {

  @RateLimited(calls = 100, limiter = "model")
  String ask(Q question);
}
