package dev.ritmo.runtime.internal.window;

/**
 * Whether a limiter must be told of calls that end although they hold nothing. Taking its lock once
 * more for each call is worth it only then. Changes are guarded by the limiter; {@link #isOn} may
 * be called by any thread.
 */
public final class Watch {

  private int reasons;
  private volatile boolean isOn;

  /** Safe without the lock. */
  public boolean isOn() {
    return isOn;
  }

  /** Adds a reason to watch. */
  public void add() {
    reasons++;
    isOn = true;
  }

  /** Removes a reason that was added. */
  public void remove() {
    reasons--;
    isOn = reasons > 0;
  }
}
