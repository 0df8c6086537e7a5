package acme;

import dev.ritmo.RateLimited;

/** Of a named module. */
public class Summaries {

  /** Made by tests. */
  public Summaries() {}

  /** Governed. */
  @RateLimited(calls = 1, maxWait = 0)
  public String summarize(String text) {
    return text;
  }
}
