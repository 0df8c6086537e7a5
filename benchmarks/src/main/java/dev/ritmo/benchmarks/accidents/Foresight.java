package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Accident;
import dev.ritmo.benchmarks.provider.Account;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The time of a batch for a client that sends in order and foresees everything, so that each
 * request arrives exactly when it is admitted; as that of the testkit, with accidents.
 */
final class Foresight {

  private Foresight() {}

  /** In nanoseconds; where requests are rejected at random, as if it had to send them all. */
  static long of(Scenario scenario, Load.Batch batch, long seed) {
    List<Accident> lasting =
        scenario.mishaps().of(seed).stream().filter(Accident::isLasting).toList();
    Account account = new Account(scenario.counting().forgiving(), lasting, seed);
    Trips trips = new Trips(seed, scenario.jitter());
    PriorityQueue<Long> free = new PriorityQueue<>();
    for (int i = 0; i < batch.workers(); i++) {
      free.add(0L);
    }
    PriorityQueue<Long> completions = new PriorityQueue<>();
    long turn = 0;
    long end = 0;
    for (int call = 0; call < batch.calls(); call++) {
      long amount = scenario.amount(seed, call);
      turn = Math.max(turn, free.remove() + trips.up(call, 0));
      long wait = 0;
      do {
        turn += wait;
        while (!completions.isEmpty() && completions.element() <= turn) {
          completions.remove();
          account.complete();
        }
        wait = account.refusal(turn, amount, call, 0);
      } while (wait > 0);
      long complete = turn + trips.model(call, 0) + account.delay(turn, call, 0);
      completions.add(complete);
      long done = complete + trips.down(call, 0);
      free.add(done);
      end = Math.max(end, done);
    }
    return (long) (end / scenario.left(seed));
  }
}
