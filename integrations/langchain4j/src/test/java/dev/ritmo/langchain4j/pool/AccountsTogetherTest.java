package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.langchain4j.model.chat.ChatModel;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several accounts drained together, on virtual time, beside the optimum and a naive model. */
@Timeout(120)
final class AccountsTogetherTest {

  /** Without those that make a member rest for longer than the test takes. */
  private static final List<Fail> PASSING =
      List.of(
          Fail.REJECTED,
          Fail.REJECTED_FOR_20_S,
          Fail.OVERLOADED,
          Fail.NO_CONNECTION,
          Fail.TIMED_OUT,
          Fail.TOO_LONG,
          Fail.FILTERED,
          Fail.BAD,
          Fail.UNKNOWN);

  private final PoolTrial trial = new PoolTrial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private void assertKept(ScriptedModel model, int limit, double period) {
    long[] times = model.sentAt.stream().mapToLong(Long::longValue).toArray();
    assertThat(WindowCheck.of(times, seconds(period)).largest()).isAtMost(limit);
  }

  @Test
  void accountsOfTenTwentyAndThirtyTakeHardlyLongerThanTheOptimumOfTheSum() {
    ScriptedModel[] models = {
      new ScriptedModel("a"), new ScriptedModel("b"), new ScriptedModel("c")
    };
    int[] sizes = {10, 20, 30};
    PoolBuilder<ChatModel, ChatModelPool> builder =
        trial.pool().chat().maxWait(Duration.ofMinutes(10));
    for (int i = 0; i < 3; i++) {
      models[i].taking(seconds(0.2 + 0.3 * i));
      builder.member("m" + i, models[i], trial.limiter("m" + i, sizes[i], 10));
    }
    ChatModelPool pool = builder.build();

    for (int i = 0; i < 600; i++) {
      trial.call(pool);
    }
    trial.advance(Duration.ofMinutes(5));

    double last = trial.calls.stream().mapToDouble(call -> call.endedAt).max().orElseThrow();
    double optimum = 9 * 10 + 0.8; // 60 in each period, the last 60 after nine
    assertThat(trial.served()).isEqualTo(600);
    assertWithMessage("ratio %s", last / optimum).that(last / optimum).isAtMost(1.02);
    for (int i = 0; i < 3; i++) {
      assertThat(models[i].sent()).isEqualTo(10 * sizes[i]);
      assertKept(models[i], sizes[i], 10);
    }
  }

  /** What should happen, in the simplest words: each request goes where it can start first. */
  private static final class Naive {
    private final List<Integer> limits = new ArrayList<>();
    private final List<Double> periods = new ArrayList<>();
    private final List<List<Double>> starts = new ArrayList<>();

    void add(int limit, double period) {
      limits.add(limit);
      periods.add(period);
      starts.add(new ArrayList<>());
    }

    double start(double arrival) {
      int best = 0;
      double earliest = Double.MAX_VALUE;
      for (int i = 0; i < limits.size(); i++) {
        List<Double> before = starts.get(i);
        int index = before.size() - limits.get(i);
        double free = index < 0 ? arrival : before.get(index) + periods.get(i);
        if (Math.max(arrival, free) < earliest - 1e-9) {
          earliest = Math.max(arrival, free);
          best = i;
        }
      }
      starts.get(best).add(earliest);
      return earliest;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void requestsStartWhenANaiveModelSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int accounts = random.nextInt(1, 5);
    Naive naive = new Naive();
    PoolBuilder<ChatModel, ChatModelPool> builder =
        trial.pool().chat().maxWait(Duration.ofHours(5));
    for (int i = 0; i < accounts; i++) {
      int limit = random.nextInt(1, 6);
      int period = random.nextInt(1, 40);
      ScriptedModel model = new ScriptedModel("m" + i);
      double weight = 1 + i; // the model prefers the first of equals
      builder.member("m" + i, model, trial.limiter("m" + i, limit, period), m -> m.weight(weight));
      naive.add(limit, period);
    }
    ChatModelPool pool = builder.build();
    List<Double> expected = new ArrayList<>();

    for (int i = 0; i < 80; i++) {
      expected.add(naive.start(trial.now()));
      trial.call(pool);
    }
    trial.advance(Duration.ofHours(1));

    List<Double> found = trial.calls.stream().map(call -> call.endedAt).toList();
    for (int i = 0; i < 80; i++) {
      // margins add up from window to window: a thousandth, and some milliseconds each
      assertWithMessage("request %s of %s against %s", i, found, expected)
          .that(found.get(i))
          .isWithin(0.03 * (1 + expected.get(i)))
          .of(expected.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverFailsNothingIsLostHeldOrSentTwiceToAMember(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ScriptedModel> models = new ArrayList<>();
    List<Limiter> limiters = new ArrayList<>();
    PoolBuilder<ChatModel, ChatModelPool> builder =
        trial.pool().chat().maxWait(Duration.ofMinutes(3));
    for (int i = 0; i < 4; i++) {
      ScriptedModel model =
          new ScriptedModel("m" + i).taking(seconds(random.nextInt(1, 30) / 10.0));
      models.add(model);
      Limiter limiter = trial.limiter("l" + i / 2, 10, 10); // two accounts of two members
      limiters.add(limiter);
      if (i < 3) {
        builder.member("m" + i, model, limiter);
      } else {
        builder.fallback("m" + i, model, limiter);
      }
    }
    ChatModelPool pool = builder.build();

    for (int i = 0; i < 300; i++) {
      if (random.nextInt(3) == 0) {
        Fail failure = PASSING.get(random.nextInt(PASSING.size()));
        models.get(random.nextInt(4)).failing(failure);
      }
      if (random.nextInt(25) == 0) {
        boolean dies = random.nextBoolean();
        models.get(random.nextInt(4)).dies(dies ? Fail.NO_CONNECTION : null);
      }
      PoolTrial.Call call = trial.call(pool);
      trial.advance(seconds(random.nextInt(0, 1500) / 1000.0));
      if (random.nextInt(10) == 0) {
        trial.calls.get(random.nextInt(trial.calls.size())).interrupt();
      }
      assertThat(call.name).isNotEmpty();
    }
    trial.advance(Duration.ofMinutes(10));

    assertThat(trial.calls.stream().filter(call -> !call.hasEnded()).count()).isEqualTo(0);
    assertThat(trial.served()).isAtLeast(60L);
    for (int i = 0; i < 4; i++) {
      assertThat(limiters.get(i).snapshot().waiting()).isEqualTo(0);
      assertThat(pool.members().get(i).inFlight()).isEqualTo(0);
      assertThat(pool.members().get(i).sent()).isEqualTo(models.get(i).sent());
      TreeSet<String> once = new TreeSet<>();
      models
          .get(i)
          .requests
          .forEach(request -> assertThat(once.add(request.messages().toString())).isTrue());
    }
    for (int account = 0; account < 2; account++) {
      List<Long> times = new ArrayList<>(models.get(2 * account).sentAt);
      times.addAll(models.get(2 * account + 1).sentAt);
      times.sort(Comparator.naturalOrder());
      long[] nanos = times.stream().mapToLong(Long::longValue).toArray();
      assertThat(WindowCheck.of(nanos, seconds(10)).largest()).isAtMost(10);
    }
  }
}
