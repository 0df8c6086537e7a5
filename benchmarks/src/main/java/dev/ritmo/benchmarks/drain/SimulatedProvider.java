package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.Verdict;
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

  private final Policy policy;
  private final Delays delays;
  private final Journal journal;
  private final AtomicIntegerArray attempts;
  private final long start = System.nanoTime();

  SimulatedProvider(Policy policy, Delays delays, Journal journal) {
    this.policy = policy;
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
    long sent = journal.departs();
    Delays.Trip trip = delays.trip(call + attempts.getAndIncrement(call) * ATTEMPT);
    pauseUntil(sent + trip.upNanos());
    Verdict verdict = decide();
    long decided = System.nanoTime();
    if (verdict.admitted()) {
      pauseUntil(decided + trip.modelNanos() + trip.downNanos());
      journal.served(call, sent);
    } else {
      journal.rejected();
      pauseUntil(decided + REJECTION + trip.downNanos());
      throw new Rejected((verdict.retryAfterNanos() + SECOND - 1) / SECOND);
    }
  }

  @Override
  public boolean isRejection(Throwable failure) {
    return failure instanceof Rejected;
  }

  @Override
  public void close() {}

  private synchronized Verdict decide() {
    return policy.decide(System.nanoTime() - start);
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
