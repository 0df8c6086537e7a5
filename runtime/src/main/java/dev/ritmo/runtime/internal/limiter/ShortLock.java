package dev.ritmo.runtime.internal.limiter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for sections of some nanoseconds, which costs one compare-and-set when nobody else is
 * there. Whoever finds it taken spins, and naps if that takes longer than such a section should,
 * because its thread is not running: so nothing waits for a wake-up, and virtual threads leave
 * their carrier, interrupted or not. Neither fair nor reentrant.
 *
 * <p>Invariant: {@link #isHeld} is true exactly while one thread is between {@link #lock} and
 * {@link #unlock}; what it wrote is seen by the next.
 */
final class ShortLock {

  private static final int SPINS = 128;
  private static final long NAP_NANOS = 10_000;

  private static final VarHandle IS_HELD = isHeld();

  @SuppressWarnings("UnusedVariable") // by the handle
  private volatile boolean isHeld;

  private static VarHandle isHeld() {
    try {
      return MethodHandles.lookup().findVarHandle(ShortLock.class, "isHeld", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  void lock() {
    if (!IS_HELD.compareAndSet(this, false, true)) {
      lockSlowly();
    }
  }

  void unlock() {
    IS_HELD.setRelease(this, false);
  }

  private void lockSlowly() {
    int spins = 0;
    boolean isInterrupted = false;
    while (isHeld || !IS_HELD.compareAndSet(this, false, true)) {
      if (spins < SPINS) {
        spins++;
        Thread.onSpinWait();
      } else {
        isInterrupted |= Thread.interrupted(); // with the flag set it would not nap
        LockSupport.parkNanos(this, NAP_NANOS);
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
