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
    return of((number, time) -> policy.decide(time), delays, requests, threads, start);
  }

  /**
   * Computes the time from the start of a batch to its last answer, under a limit of tokens.
   *
   * @param policy a new instance, equal to that of the provider; it cannot be reused
   * @param delays the delays of the provider
   * @param tokens what each request uses, and reserves as well, as the client foresees it; none may
   *     exceed the limit
   * @param threads the number of requests in flight at the same time; at least 1
   * @param start the start time on the clock of the policy; see {@link LocalProvider#uptime}
   * @throws IllegalArgumentException if a request exceeds the limit
   */
  public static Duration ofTokens(
      TokenPolicy policy, Delays delays, int[] tokens, int threads, Duration start) {
    int[] amounts = tokens.clone();
    return of(
        (number, time) -> {
          Verdict verdict = policy.reserve(time, amounts[number]);
          if (!verdict.admitted() && verdict.retryAfterNanos() <= 0) {
            throw new IllegalArgumentException(
                "tokens must be at most " + verdict.limit() + ", but were " + amounts[number]);
          }
          return verdict;
        },
        delays,
        amounts.length,
        threads,
        start);
  }

  private static Duration of(
      Decisions decisions, Delays delays, int requests, int threads, Duration start) {
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
      turn = admission(decisions, number, Math.max(turn, free.remove() + trip.upNanos()));
      long done = turn + trip.modelNanos() + trip.downNanos();
      free.add(done);
      end = Math.max(end, done);
    }
    return Duration.ofNanos(end - begin);
  }

  private static long admission(Decisions decisions, int number, long earliest) {
    long time = earliest;
    for (Verdict verdict = decisions.on(number, time);
        !verdict.admitted();
        verdict = decisions.on(number, time)) {
      time += verdict.retryAfterNanos();
    }
    return time;
  }

  private interface Decisions {
    Verdict on(int number, long time);
  }
}
