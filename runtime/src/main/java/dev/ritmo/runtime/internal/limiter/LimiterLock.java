package dev.ritmo.runtime.internal.limiter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for sections of some nanoseconds, which costs one compare-and-set when no other thread is
 * there. A thread that finds it taken spins, and naps if that takes longer than such a section
 * should, because the owner is not running: so nothing waits for a wake-up, and virtual threads
 * leave their carrier, interrupted or not. Neither fair nor reentrant.
 *
 * <p>What follows from a section and must not run in it (wake-ups, log lines) runs after it: the
 * section {@linkplain #requireFollowUp asks} for a follow-up, which is prepared at its end, and run
 * once the lock is free.
 *
 * <p>Invariant: {@link #isHeld} is true exactly while one thread is between {@link #lock} and
 * {@link #unlock}; what it wrote is seen by the next.
 */
final class LimiterLock implements Lock {

  private static final int SPINS = 128;
  private static final long NAP_NANOS = 10_000;

  private static final VarHandle IS_HELD = isHeld();

  private final FollowUp followUp;

  @SuppressWarnings("UnusedVariable") // by the handle
  private volatile boolean isHeld;

  /** Guarded by this. */
  private boolean needsFollowUp;

  /**
   * @param followUp of sections that ask for it
   */
  LimiterLock(FollowUp followUp) {
    this.followUp = followUp;
  }

  /** What follows from a section. */
  @FunctionalInterface
  interface FollowUp {

    /** Called at the end of the section, under the lock; what it returns runs without the lock. */
    Runnable prepare();
  }

  private static VarHandle isHeld() {
    try {
      return MethodHandles.lookup().findVarHandle(LimiterLock.class, "isHeld", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Asks for the follow-up of the current section, or of the next one where this is called while
   * the follow-up is prepared; called under the lock.
   */
  void requireFollowUp() {
    needsFollowUp = true;
  }

  @Override
  public void lock() {
    if (!tryLock()) {
      lockSlowly();
    }
  }

  @Override
  public boolean tryLock() {
    return IS_HELD.compareAndSet(this, false, true);
  }

  @Override
  public void unlock() {
    if (needsFollowUp) {
      unlockAndFollowUp();
    } else {
      IS_HELD.setRelease(this, false);
    }
  }

  private void unlockAndFollowUp() {
    needsFollowUp = false;
    Runnable rest = () -> {};
    try {
      rest = followUp.prepare();
    } finally {
      IS_HELD.setRelease(this, false);
    }
    rest.run();
  }

  private void lockSlowly() {
    int spins = 0;
    boolean isInterrupted = false;
    while (isHeld || !tryLock()) {
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

  @Override
  public void lockInterruptibly() {
    throw new UnsupportedOperationException("Sections are too short to be interrupted");
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    throw new UnsupportedOperationException("Sections are too short for a time-out");
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("Waiting calls are woken by alarms");
  }
}
