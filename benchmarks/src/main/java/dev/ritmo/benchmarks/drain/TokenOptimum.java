package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.Delays;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * As {@link dev.ritmo.testkit.Optimum}, where answers count as well: the time of a client that
 * sends in order and foresees everything, so that each request arrives exactly when it is admitted.
 */
final class TokenOptimum {

  private final Account account;
  private final PriorityQueue<Answer> answers =
      new PriorityQueue<>(Comparator.comparingLong(Answer::time));

  private TokenOptimum(Account account) {
    this.account = account;
  }

  /**
   * Computes the time from the start of a batch to its last answer.
   *
   * @param account a new one; it is used up
   */
  static Duration of(Account account, Delays delays, int calls, int threads, Duration start) {
    return new TokenOptimum(account).run(delays, calls, threads, start.toNanos());
  }

  private Duration run(Delays delays, int calls, int threads, long begin) {
    PriorityQueue<Long> free = new PriorityQueue<>();
    for (int i = 0; i < threads; i++) {
      free.add(begin);
    }
    long turn = begin;
    long end = begin;
    for (int call = 0; call < calls; call++) {
      Delays.Trip trip = delays.trip(call);
      turn = admission(call, Math.max(turn, free.remove() + trip.upNanos()));
      long complete = turn + trip.modelNanos();
      answers.add(new Answer(call, complete));
      free.add(complete + trip.downNanos());
      end = Math.max(end, complete + trip.downNanos());
    }
    return Duration.ofNanos(end - begin);
  }

  private long admission(int call, long earliest) {
    long time = earliest;
    while (true) {
      while (!answers.isEmpty() && answers.element().time <= time) {
        Answer answer = answers.remove();
        account.complete(answer.call, answer.time);
      }
      long wait = account.refusal(call, time);
      if (wait == 0) {
        return time;
      }
      time += wait;
    }
  }

  private record Answer(int call, long time) {}
}
