package dev.ritmo.benchmarks.drain;

import dev.ritmo.benchmarks.provider.Accident;
import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.benchmarks.provider.Mishaps;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider that rejects requests for other reasons than its limits, and never says for how long.
 * Its time begins with the first request.
 *
 * @param counting how it counts
 * @param mishaps what happens
 * @param beside what is declared beside the limit of the scenario, to a client that can keep both
 */
record Adversity(Counting counting, Mishaps mishaps, @Nullable Limit beside) {

  Account account(long seed, int calls) {
    return account(counting, mishaps.of(seed), seed, calls);
  }

  /** What a client meets that foresees everything: neither strays nor what is random. */
  Account foreseen(long seed, int calls) {
    List<Accident> lasting = mishaps.of(seed).stream().filter(Accident::isLasting).toList();
    return account(counting.forgiving(), lasting, seed, calls);
  }

  private static Account account(
      Counting counting, List<Accident> accidents, long seed, int calls) {
    var account = new dev.ritmo.benchmarks.provider.Account(counting, accidents, seed);
    int[] attempts = new int[calls];
    Origin origin = new Origin();
    return new Account() {
      @Override
      public long refusal(int call, long nanos) {
        return account.refusal(origin.since(nanos), 1, call, attempts[call]++);
      }

      @Override
      public void complete(int call, long nanos) {
        account.complete();
      }
    };
  }

  /** The same for a provider that cannot know which call a request belongs to. */
  Policy policy(long seed) {
    var account = new dev.ritmo.benchmarks.provider.Account(counting, mishaps.of(seed), seed);
    Origin origin = new Origin();
    return nanos -> {
      long since = origin.since(nanos);
      boolean isAdmitted = account.refusal(since, 1, origin.asked++, 0) == 0;
      return new Verdict(isAdmitted, 0, 0, 0, 0);
    };
  }

  /** The share of requests that is left by what is random. */
  double left(long seed) {
    double left = 1;
    for (Accident accident : mishaps.of(seed)) {
      left *= accident instanceof Accident.Noise noise ? 1 - noise.share() : 1;
    }
    return left;
  }

  private static final class Origin {
    private long first = -1;
    private long asked;

    long since(long nanos) {
      first = first < 0 ? nanos : first;
      return nanos - first;
    }
  }
}
