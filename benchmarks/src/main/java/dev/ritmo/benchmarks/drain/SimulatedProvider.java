package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.Delays;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider within this process. Its delays depend on the call and the attempt only, so that every
 * client meets the same ones.
 */
final class SimulatedProvider implements Provider {

  /** Far more than calls: each attempt has delays of its own, the first that of the optimum. */
  private static final long ATTEMPT = 1_000_000;

  private static final long REJECTION = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Account account;
  private final Delays delays;
  private final Journal journal;
  private final AtomicIntegerArray attempts;
  private final boolean statesTime;
  private final long start = System.nanoTime();

  /**
   * @param statesTime whether a rejection says when to come back
   */
  SimulatedProvider(Account account, Delays delays, Journal journal, boolean statesTime) {
    this.statesTime = statesTime;
    this.account = account;
    this.delays = delays;
    this.journal = journal;
    this.attempts = new AtomicIntegerArray(journal.calls());
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void send(int call) {
    long sent = journal.departs(call);
    Delays.Trip trip = delays.trip(call + attempts.getAndIncrement(call) * ATTEMPT);
    pauseUntil(sent + trip.upNanos());
    long refusal = decide(call);
    long decided = System.nanoTime();
    if (refusal == 0) {
      pauseUntil(decided + trip.modelNanos());
      complete(call);
      pauseUntil(decided + trip.modelNanos() + trip.downNanos());
      journal.served(call, sent);
    } else {
      journal.rejected();
      pauseUntil(decided + REJECTION + trip.downNanos());
      throw new Rejected(statesTime ? (refusal + SECOND - 1) / SECOND : Rejected.UNSTATED);
    }
  }

  @Override
  public boolean isRejection(Throwable failure) {
    return failure instanceof Rejected;
  }

  @Override
  public void close() {}

  private synchronized long decide(int call) {
    return account.refusal(call, System.nanoTime() - start);
  }

  private synchronized void complete(int call) {
    account.complete(call, System.nanoTime() - start);
  }

  private static void pauseUntil(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("The time is up");
      }
      LockSupport.parkNanos(left);
    }
  }
}
