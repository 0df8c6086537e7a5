package dev.ritmo.langchain4j.pool;

/** What else is known of a member of a pool. Immutable. */
public final class MemberOptions {

  static final MemberOptions DEFAULT = new MemberOptions(1, 0);

  private final double weight;
  private final long contextWindow;

  private MemberOptions(double weight, long contextWindow) {
    this.weight = weight;
    this.contextWindow = contextWindow;
  }

  /**
   * What a request costs here, compared with other members; 1 unless set. Of members that can start
   * a request at the same time, the one with the smallest weight gets it.
   *
   * @throws IllegalArgumentException if it is negative or not a number
   */
  public MemberOptions weight(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "weight of a member must not be negative, but was %s. Fix: give its relative price."
              .formatted(value));
    }
    return new MemberOptions(value, contextWindow);
  }

  /**
   * How many tokens the model takes, prompt and answer together; unknown unless set. A request that
   * is too large for one member goes only to members with a larger window.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MemberOptions contextWindow(long tokens) {
    if (tokens <= 0) {
      throw new IllegalArgumentException(
          "contextWindow of a member must be positive, but was %s. Fix: leave it out if it is not known."
              .formatted(tokens));
    }
    return new MemberOptions(weight, tokens);
  }

  double weight() {
    return weight;
  }

  /** 0 if it is not known. */
  long contextWindow() {
    return contextWindow;
  }
}
