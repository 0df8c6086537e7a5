package dev.ritmo.testkit;

import java.time.Duration;
import java.util.PriorityQueue;

/**
 * The shortest time for a batch: that of a client that sends in order, foresees every delay and
 * knows the policy, so that each request arrives exactly when it is admitted. Any additional time
 * is due to the client.
 */
public final class Optimum {

  private Optimum() {}

  /**
   * Computes the time from the start of a batch to its last answer.
   *
   * @param policy a new instance, equal to that of the provider; it cannot be reused. Instead of a
   *     policy that counts rejected requests, pass the one that does not
   * @param delays the delays of the provider
   * @param requests the size of the batch; at least 1
   * @param threads the number of requests in flight at the same time; at least 1
   * @param start the start time on the clock of the policy; see {@link LocalProvider#uptime}
   */
  public static Duration of(
      Policy policy, Delays delays, int requests, int threads, Duration start) {
    Numbers.positive("requests", requests);
    Numbers.positive("threads", threads);
    long begin = start.toNanos();
    PriorityQueue<Long> free = new PriorityQueue<>();
    for (int i = 0; i < threads; i++) {
      free.add(begin);
    }
    long turn = begin;
    long end = begin;
    for (int number = 0; number < requests; number++) {
      Delays.Trip trip = delays.trip(number);
      turn = admission(policy, Math.max(turn, free.remove() + trip.upNanos()));
      long done = turn + trip.modelNanos() + trip.downNanos();
      free.add(done);
      end = Math.max(end, done);
    }
    return Duration.ofNanos(end - begin);
  }

  private static long admission(Policy policy, long earliest) {
    long time = earliest;
    for (Verdict verdict = policy.decide(time);
        !verdict.admitted();
        verdict = policy.decide(time)) {
      time += verdict.retryAfterNanos();
    }
    return time;
  }
}
