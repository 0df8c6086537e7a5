package acme;

import dev.ritmo.RateLimited;

class Summaries {

  @RateLimited(calls = 10)
  String summarize(String text) {
    return text;
  }
}
