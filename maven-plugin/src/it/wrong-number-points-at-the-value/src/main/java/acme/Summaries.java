package acme;

import dev.ritmo.RateLimited;

class Summaries {

  @RateLimited(
      period = 60,
      calls = 0)
  String summarize(String text) {
    return text;
  }

  @RateLimited(calls = 10)
  @RateLimited(
      period = 1,
      burst = 3,
      calls = 2)
  String repeated(String text) {
    return text;
  }
}
