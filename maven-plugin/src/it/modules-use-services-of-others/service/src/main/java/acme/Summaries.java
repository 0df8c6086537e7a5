package acme;

import dev.ritmo.RateLimited;

public class Summaries {

  private final Model model = new Model();

  @RateLimited(calls = 100, limiter = "summaries")
  public String summarize(String text) {
    return model.ask(text) + model.ask(text);
  }
}
