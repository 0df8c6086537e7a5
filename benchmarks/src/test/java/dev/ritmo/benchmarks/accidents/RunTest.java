package dev.ritmo.benchmarks.accidents;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.benchmarks.provider.Mishaps;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {

  private static final Logger LOG = Logger.getLogger("dev.ritmo");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long P = 5 * SECOND;
  private static final Scenario FIFTY = Scenario.of("fifty", 50, P, Counting.sliding(50, P));

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void servesABatchWithinTheLimitAndNearTheOptimum(Client client) {
    Result result = run(FIFTY, client);
    assertThat(result.served()).isEqualTo(300);
    assertThat(result.sent()).isEqualTo(300);
    assertThat(result.rejected()).isEqualTo(0);
    assertThat(result.beyond()).isAtMost(0);
    double optimum = Foresight.of(FIFTY, new Load.Batch(32, 300), 1);
    assertThat(result.end() / optimum).isAtLeast(1.0);
    assertThat(result.end() / optimum).isAtMost(1.05);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void isTheSameEveryTime(Client client) {
    Scenario scenario = FIFTY.with(Mishaps.noise(0.05).and(Mishaps.outage(0.5, P)));
    Result first = run(scenario, client);
    assertThat(run(scenario, client)).isEqualTo(first);
    assertThat(Run.of(scenario, client, 2, 100 * P)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void triesARejectedCallAgain(Client client) {
    Result result = run(FIFTY.with(Mishaps.stray(20)), client);
    assertThat(result.served()).isEqualTo(300);
    assertThat(result.sent()).isEqualTo(301);
    assertThat(result.rejected()).isEqualTo(1);
  }

  @Test
  void backsOffByTheRealRetry() {
    Scenario one = FIFTY.with(new Load.Batch(1, 1)).with(Mishaps.outageAtStart(0.5, P));
    List<Double> departures = new ArrayList<>();
    Trace trace =
        (now, what, call, attempt) -> {
          if (what.equals("leaves")) {
            departures.add(now / 1e9);
          }
        };
    Result unused = Run.of(one, Client.PLAIN, 1, 100 * P, trace);
    assertThat(departures).hasSize(3); // at once, after 1-1.2 s, after 2-2.4 s more
    assertThat(departures.get(1) - departures.get(0)).isAtLeast(1.0);
    assertThat(departures.get(1) - departures.get(0)).isAtMost(1.4);
    assertThat(departures.get(2) - departures.get(1)).isAtLeast(2.0);
    assertThat(departures.get(2) - departures.get(1)).isAtMost(2.6);
  }

  @Test
  void obeysATimeThatIsStated() {
    Scenario one = FIFTY.with(new Load.Batch(1, 1)).with(Mishaps.outageAtStart(0.5, P));
    Result silent = run(one, Client.PLAIN);
    Result stating = run(one.stating(true), Client.PLAIN);
    assertThat(silent.sent()).isEqualTo(3);
    assertThat(stating.sent()).isEqualTo(2);
  }

  @Test
  void refusesCallsThatWouldWaitTooLong() {
    Load.Stream twice =
        new Load.Stream(List.of(new Load.Stage(0, P / 100)), 100 * P, Load.Stream.MINUTE);
    Result result = run(FIFTY.with(twice), Client.PLAIN);
    assertThat(result.served()).isAtLeast(4800);
    assertThat(result.served()).isAtMost(5000);
    assertThat(result.refused()).isAtLeast(4000);
    assertThat(result.rejected()).isEqualTo(0);
  }

  @Test
  void sendsMoreFromAStageOn() {
    List<Load.Stage> stages = List.of(new Load.Stage(0, P / 5), new Load.Stage(20 * P, P / 25));
    Load.Stream stream = new Load.Stream(stages, 40 * P, Load.Stream.MINUTE);
    Result result = run(FIFTY.with(stream), Client.RITMO);
    assertThat(result.served()).isAtLeast(20 * 5 + 20 * 25 - 25);
    assertThat(result.served()).isAtMost(20 * 5 + 20 * 25 + 25);
  }

  @Test
  void keepsCallersBusyForATime() {
    Result result = run(FIFTY.with(new Load.Crowd(40, 20 * P)), Client.PLAIN);
    assertThat(result.served()).isAtLeast(950);
    assertThat(result.served()).isAtMost(1000);
  }

  @Test
  void settlesTokens() {
    Scenario tokens =
        Scenario.of("tokens", 30, P, Counting.bucket(40_000, P))
            .told(Limit.tokens(40_000, 5, TimeUnit.SECONDS))
            .withTokens();
    Result result = run(tokens, Client.PLAIN);
    assertThat(result.served()).isEqualTo(180);
    assertThat(result.rejected()).isEqualTo(0);
    Scenario reserving =
        Scenario.of("reserving", 30, P, Counting.bucket(40_000, P).surcharge(600))
            .told(Limit.tokens(40_000, 5, TimeUnit.SECONDS))
            .withTokens();
    assertThat(run(reserving, Client.PLAIN).rejected()).isGreaterThan(0);
  }

  @Test
  void foresightPaysForWhatLasts() {
    Load.Batch batch = new Load.Batch(32, 300);
    double clean = Foresight.of(FIFTY, batch, 1);
    Scenario outage = FIFTY.with(Mishaps.outage(2, P));
    assertThat(Foresight.of(outage, batch, 1) - clean).isWithin(0.6 * P).of(2.0 * P);
    assertThat((double) Foresight.of(FIFTY.with(Mishaps.stray(20)), batch, 1)).isEqualTo(clean);
    assertThat(Foresight.of(FIFTY.with(Mishaps.noise(0.2)), batch, 1) / clean)
        .isWithin(0.001)
        .of(1.25);
  }

  private static Result run(Scenario scenario, Client client) {
    return Run.of(scenario, client, 1, 100 * P);
  }
}
