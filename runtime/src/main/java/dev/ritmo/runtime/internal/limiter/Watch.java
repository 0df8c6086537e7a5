package dev.ritmo.runtime.internal.limiter;

/**
 * Whether a limiter has to hear of calls that end, although they hold nothing: only then is it
 * worth taking its lock once more for each. Changes are guarded by the limiter; {@link #isOn} is
 * safe for use by many threads.
 */
final class Watch {

  private int reasons;
  private volatile boolean isOn;

  /** Safe without the lock. */
  boolean isOn() {
    return isOn;
  }

  /** There is one more reason. */
  void add() {
    reasons++;
    isOn = true;
  }

  /** There is one reason less. */
  void remove() {
    reasons--;
    isOn = reasons > 0;
  }

  /** A reason that was there, or was not, is there now, or is not; returns the latter. */
  boolean follow(boolean was, boolean is) {
    if (is && !was) {
      add();
    } else if (was && !is) {
      remove();
    }
    return is;
  }
}
