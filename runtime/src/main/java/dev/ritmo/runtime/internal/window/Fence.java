package dev.ritmo.runtime.internal.window;

/** At most so much more until some time, as the provider has said. Not thread-safe. */
final class Fence {

  private final long most;
  private final long until;
  private long left;

  /**
   * @param most the limit that the provider has spoken of
   */
  Fence(long most, long until, long left) {
    this.most = most;
    this.until = until;
    this.left = Math.max(0, left);
  }

  Fence copy() {
    return new Fence(most, until, left);
  }

  /** Whether it says nothing any more, or nothing that other news do not say better. */
  boolean isReplacedBy(Fence news, long now) {
    return !holds(now) || most == news.most;
  }

  boolean holds(long now) {
    return now < until;
  }

  long earliest(long now, long amount) {
    return holds(now) && left < amount ? until : now;
  }

  void admit(long now, long amount) {
    if (holds(now)) {
      left -= amount;
    }
  }
}
