package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever threads do at the same time is as if they had done it one after the other: tried out by
 * Lincheck, in interleavings that it chooses and with real threads, against plain code that counts.
 */
final class LinearizabilityTest {

  private static final int MOST_CALLS = 3;
  private static final int MOST_TOKENS = 10;
  private static final int MOST_SLOTS = 2;
  private static final int TOKENS = 4;

  /** Loads what refusals need to be told before Lincheck watches it being loaded. */
  @BeforeAll
  static void load() {
    Counted counted = new Counted();
    for (int i = 0; i <= MOST_SLOTS; i++) {
      assertThat(counted.acquire()).isEqualTo(i < MOST_SLOTS ? i : -1);
    }
  }

  @Test
  void noInterleavingUnderTheLockShowsAHalfDoneSection() {
    interleavings(5, 100).check(Counters.class);
  }

  @Test
  void noRaceForTheLockShowsAHalfDoneSection() {
    races(2, 400).check(Counters.class);
  }

  /** Each takes its time, as Lincheck may stop a thread wherever it reads or writes. */
  @Test
  void noInterleavingMakesALimiterCountWrongly() {
    interleavings(2, 20).sequentialSpecification(Expected.class).check(Counted.class);
  }

  @Test
  void noRaceMakesALimiterCountWrongly() {
    races(2, 100).sequentialSpecification(Expected.class).check(Counted.class);
  }

  private static ModelCheckingOptions interleavings(int scenarios, int each) {
    return new ModelCheckingOptions()
        .iterations(scenarios)
        .invocationsPerIteration(each)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .addGuarantee(forClasses(RateLimitExceededException.class.getName()).allMethods().ignore());
  }

  private static StressOptions races(int scenarios, int each) {
    return new StressOptions()
        .iterations(scenarios)
        .invocationsPerIteration(each)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(4)
        .actorsAfter(1);
  }

  /** Plain numbers that are always changed together. */
  public static final class Counters {

    private final LimiterLock lock = new LimiterLock(() -> () -> {});
    private int some;
    private int others;

    @Operation
    public int move() {
      lock.lock();
      try {
        some++;
        others--;
        return some;
      } finally {
        lock.unlock();
      }
    }

    @Operation
    public int sum() {
      lock.lock();
      try {
        return some + others;
      } finally {
        lock.unlock();
      }
    }
  }

  /** A limiter while time stands still, so that arrivals are numbered from 0 on. */
  @Param(name = "arrival", gen = IntGen.class, conf = "0:3")
  @Param(name = "used", gen = IntGen.class, conf = "0:6")
  public static final class Counted {

    private static final Terms AT_ONCE =
        new Terms(Weights.ONE_CALL.with(Dimension.TOKENS, TOKENS), Priority.NORMAL, 0);

    private final Admission limiter =
        new LimiterCore(
            "counted",
            Limits.of(
                    Limit.calls(MOST_CALLS, 60, TimeUnit.SECONDS),
                    Limit.tokens(MOST_TOKENS, 60, TimeUnit.SECONDS),
                    Limit.concurrent(MOST_SLOTS))
                .setup(Duration.ZERO),
            new Timeline(new StandingTime()));

    @Operation
    public long acquire() {
      try {
        return limiter.admit(null, AT_ONCE);
      } catch (RateLimitExceededException refusal) {
        return -1;
      }
    }

    @Operation
    public void close(@Param(name = "arrival") int arrival) {
      limiter.close(null, arrival, Terms.oneCall(0), Inference.Outcome.SERVED);
    }

    @Operation
    public void giveBack(@Param(name = "arrival") int arrival) {
      limiter.giveBack(null, arrival, AT_ONCE);
    }

    @Operation
    public boolean settle(@Param(name = "arrival") int arrival, @Param(name = "used") int used) {
      return limiter.settle(null, arrival, Usage.of(Dimension.TOKENS, used));
    }

    @Operation
    public List<Long> counts() {
      LimiterSnapshot now = limiter.snapshot();
      List<Long> used = now.states().stream().map(LimitState::used).toList();
      return List.of(
          used.get(0), used.get(1), used.get(2), now.admitted() - now.givenBack(), now.refused());
    }
  }

  /** What it should count. */
  public static final class Expected {

    private final Map<Integer, Integer> open = new HashMap<>();
    private int arrivals;
    private int calls;
    private int tokens;
    private long refused;

    public long acquire() {
      int arrival = arrivals++;
      if (calls == MOST_CALLS || open.size() == MOST_SLOTS || tokens + TOKENS > MOST_TOKENS) {
        refused++;
        return -1;
      }
      calls++;
      tokens += TOKENS;
      open.put(arrival, TOKENS);
      return arrival;
    }

    public void close(int arrival) {
      open.remove(arrival);
    }

    public void giveBack(int arrival) {
      Integer reserved = open.remove(arrival);
      if (reserved != null) {
        calls--;
        tokens -= reserved;
      }
    }

    public boolean settle(int arrival, int used) {
      Integer reserved = open.replace(arrival, used);
      if (reserved != null) {
        tokens += used - reserved;
      }
      return reserved != null;
    }

    public List<Long> counts() {
      return List.of((long) calls, (long) tokens, (long) open.size(), (long) calls, refused);
    }
  }
}
