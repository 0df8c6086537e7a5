package dev.ritmo.runtime.internal.window;

/** At most so much more until some time, as the provider has said. Not thread-safe. */
final class Fence {

  private final long until;
  private long left;

  Fence(long until, long left) {
    this.until = until;
    this.left = Math.max(0, left);
  }

  Fence copy() {
    return new Fence(until, left);
  }

  long earliest(long now, long amount) {
    return now < until && left < amount ? until : now;
  }

  void admit(long now, long amount) {
    if (now < until) {
      left -= amount;
    }
  }
}
