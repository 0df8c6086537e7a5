package acme;

import dev.ritmo.RateLimited;

class Batch {
  @RateLimited(plan = "openai/gpt-4o", calls = 300)
  String summarize(String text) {
    return new Chat().ask(text);
  }
}
