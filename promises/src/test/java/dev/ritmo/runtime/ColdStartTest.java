package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.Range;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From when calls count before a first one has ended, and after the limiter was idle. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class ColdStartTest {

  private static final long SPAN = 2050; // two seconds and the margin, in milliseconds
  private static final long SETUP = 5000;

  private final Trial trial = new Trial();
  private final Limiter cold = Ritmo.limiter("cold", Limit.calls(5, 2, SECONDS));

  @AfterEach
  void close() {
    trial.close();
  }

  private static List<Permit> acquire(int calls, LimitedCall call) {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      permits.add(call.maxWait(Duration.ZERO).acquire());
    }
    return permits;
  }

  private List<Permit> acquire(int calls) {
    return acquire(calls, cold.call());
  }

  private void advance(long millis) {
    trial.advance(Duration.ofMillis(millis));
  }

  /** When so many more calls are admitted, in milliseconds. */
  private List<Long> next(int calls, LimitedCall call) {
    int before = trial.times().length;
    for (int i = 0; i < calls; i++) {
      trial.enter("next", call.waitForever());
    }
    advance(100_000);
    List<Long> times = new ArrayList<>();
    for (int i = before; i < trial.times().length; i++) {
      times.add(trial.times()[i] / 1_000_000);
    }
    return times;
  }

  private List<Long> next(int calls) {
    return next(calls, cold.call());
  }

  @Test
  void aCallThatDoesNotEndCountsFromTheLatestTimeAtWhichItsRequestCanLeave() {
    acquire(5);

    assertThat(next(1)).containsExactly(SETUP + SPAN);
  }

  @Test
  void eachCallThatEndsCountsFromItsEnd() {
    List<Permit> permits = acquire(5);
    advance(1000);
    permits.get(3).close();
    advance(500);
    permits.get(0).close();

    assertThat(next(3)).containsExactly(1000 + SPAN, 1500 + SPAN, 1000 + 2 * SPAN).inOrder();
  }

  @Test
  void afterTheFirstThatHasEndedOthersCountFromTheirStart() {
    acquire(1).get(0).close();
    advance(200);
    acquire(4);

    assertThat(next(2)).containsExactly(SPAN, 200 + SPAN).inOrder();
  }

  @Test
  void aCallThatEndsWhenItCountsForLongChangesNothing() {
    List<Permit> permits = acquire(5);
    advance(6000);
    permits.forEach(Permit::close);

    assertThat(next(1)).containsExactly(SETUP + SPAN);
  }

  @Test
  void whoeverWaitsGoesEarlierWhenACallEnds() {
    List<Permit> permits = acquire(5);
    trial.enter("future", cold.call().waitForever());
    trial.block("thread", cold.call().waitForever());
    advance(100);
    permits.get(0).close();
    permits.get(1).close();

    advance(SPAN);

    assertThat(trial.admitted()).containsExactly("future", "thread");
  }

  @Test
  void whatIsGivenBackIsThereAtOnce() {
    List<Permit> permits = acquire(5);
    advance(100);
    permits.get(2).giveBack();

    acquire(1);
    assertThrows(RateLimitExceededException.class, () -> acquire(1));
    assertThat(next(1)).containsExactly(SETUP + SPAN);
  }

  @Test
  void whatIsGivenBackIsNotGivenBackAgainWhenTheCallEnds() {
    List<Permit> permits = acquire(5);
    permits.get(2).giveBack();
    permits.get(2).close();
    permits.get(2).giveBack();

    acquire(1);
    assertThrows(RateLimitExceededException.class, () -> acquire(1));
    assertThat(cold.snapshot().admitted()).isEqualTo(6);
    assertThat(cold.snapshot().givenBack()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1024, 1025, 1_000_000})
  void tokensThatAreSettledAreThereAtOnceAndTheRestCountsFromTheEnd(long most) {
    Limiter tokens = Ritmo.limiter("cold tokens", Limit.tokens(most, 2, SECONDS));
    long part = most * 3 / 5;
    Permit permit = acquire(1, tokens.call().tokens(part)).get(0);
    acquire(1, tokens.call().tokens(most - part));
    advance(1000);

    permit.settle(Dimension.TOKENS, part / 3);
    acquire(1, tokens.call().tokens(part - part / 3));
    assertThrows(RateLimitExceededException.class, () -> acquire(1, tokens.call().tokens(1)));
    permit.close();

    List<Long> times = next(1, tokens.call().tokens(part / 3));
    assertThat(times.get(0)).isAtLeast(1000 + SPAN);
    assertThat(times.get(0)).isAtMost(1000 + SPAN + 5);
    assertThat(next(1, tokens.call().tokens(most))).hasSize(1);
  }

  @Test
  void whatIsUsedBeyondAReservationCountsFromWhenThatIsKnown() {
    Limiter tokens = Ritmo.limiter("cold tokens", Limit.tokens(100, 2, SECONDS));
    Permit permit = acquire(1, tokens.call().tokens(50)).get(0);
    advance(1000);
    permit.settle(Dimension.TOKENS, 100);
    permit.close();

    assertThat(next(1, tokens.call().tokens(1))).containsExactly(1000 + SPAN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 1025, 3000})
  void manyCalls(int most) {
    Limiter many = Ritmo.limiter("many", Limit.calls(most, 2, SECONDS));
    List<Permit> permits = acquire(most, many.call());
    advance(500);
    permits.subList(0, most / 2).forEach(Permit::close);

    List<Long> times = next(most / 2 + 1, many.call());
    long last = 500 + 2 * SPAN; // in a place that one of these has had

    assertThat(times.get(0)).isAtLeast(500 + SPAN);
    assertThat(times.get(most / 2 - 1)).isAtMost(500 + SPAN + 5);
    assertThat(times.get(most / 2)).isAtLeast(last);
  }

  @Test
  void afterHalfAMinuteConnectionsAreMadeAgain() {
    acquire(1).get(0).close();
    advance(31_000);
    List<Permit> permits = acquire(5);
    advance(100);
    permits.get(0).close();

    assertThat(next(3)).containsExactly(31_100 + SPAN, 31_250 + SPAN, 31_250 + SPAN).inOrder();
  }

  @Test
  void afterTheFirstMomentsOfThatCallsCountFromTheirStart() {
    acquire(1).get(0).close();
    advance(31_000);
    acquire(1);
    advance(260);
    acquire(4);

    assertThat(next(2)).containsExactly(31_250 + SPAN, 31_260 + SPAN).inOrder();
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aLimiterThatIsBusyIsNotIdle(boolean ends) {
    Limiter busy = Ritmo.limiter("busy", Limit.calls(5, 1, SECONDS));
    acquire(1, busy.call()).get(0).close();
    advance(2000);

    for (int i = 0; i < 500; i++) { // each takes the place of one that has just ceased to count
      Permit permit = acquire(1, busy.call()).get(0);
      advance(210);
      if (ends) {
        permit.close();
      }
    }
  }

  @Test
  void withoutSetupCallsCountFromTheirStart() {
    Limiter none =
        Ritmo.limiter("none", Limits.of(Limit.calls(5, 2, SECONDS)).setup(Duration.ZERO));
    acquire(5, none.call());

    assertThat(next(1, none.call())).containsExactly(SPAN);
    advance(40_000);
    long now = trial.now() / 1_000_000;
    acquire(5, none.call());
    assertThat(next(1, none.call())).containsExactly(now + SPAN);
  }

  @Test
  void theTimeCanBeOverridden() {
    System.setProperty("ritmo.limiter.overridden.setup", "300");
    try {
      Limiter overridden = Ritmo.limiter("overridden", Limit.calls(5, 2, SECONDS));
      acquire(5, overridden.call());

      assertThat(next(1, overridden.call())).containsExactly(300 + SPAN);
    } finally {
      System.clearProperty("ritmo.limiter.overridden.setup");
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 60, 20", "10, 30, 30", "10, 10, 60", "10, 1, 570"})
  void nobodyIsRefusedByTheSetupWhoWaitsByDefault(int most, long period, int callers) {
    Limiter limiter = Ritmo.limiter("patient", Limit.calls(most, period, SECONDS));
    for (int i = 0; i < callers; i++) {
      trial.enter("caller", limiter.call());
    }

    advance(70_000);

    assertThat(trial.admitted()).hasSize(callers);
  }

  @Test
  void nobodyIsRefusedByTheSetupOfKeys() {
    Limiter keyed = Ritmo.limiter("perkey", Limits.of().perKey(Limit.calls(10, 60, SECONDS)));
    for (int i = 0; i < 40; i++) {
      trial.enter("caller", keyed.call().key(i % 2));
    }

    advance(70_000);

    assertThat(trial.admitted()).hasSize(40);
  }

  @Test
  void theKeysOfALimiterShareItsConnections() {
    Limiter keyed = Ritmo.limiter("perkey", Limits.of().perKey(Limit.calls(5, 2, SECONDS)));
    acquire(1, keyed.call().key("one")).get(0).close();
    acquire(5, keyed.call().key("other"));

    assertThat(next(1, keyed.call().key("other"))).containsExactly(SPAN);
  }

  @Test
  void limitsOverAllKeysCountFromTheEndToo() {
    Limiter keyed =
        Ritmo.limiter(
            "shared", Limits.of(Limit.calls(5, 2, SECONDS)).perKey(Limit.calls(50, 2, SECONDS)));
    List<Permit> permits = acquire(5, keyed.call().key("one"));
    trial.enter("waits", keyed.call().key("other").waitForever());
    advance(1000);
    permits.get(0).close();

    advance(SPAN - 1);
    assertThat(trial.admitted()).isEmpty();
    advance(1);
    assertThat(trial.admitted()).hasSize(1);
  }

  private static <T> T within(LimitedCall call, Callable<T> body) throws Exception {
    return call.run(body);
  }

  /** When the inner one of two calls within each other starts, in milliseconds. */
  private long nested(LimitedCall call) {
    long start = trial.now();
    CompletableFuture<Long> outcome =
        trial.inThread(() -> within(call, () -> within(call, () -> trial.now() - start))).outcome();
    advance(50_000);
    return outcome.join() / 1_000_000;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 2050", "1, 2, 2050", "2, 1, 0", "2, 2, 0"})
  void aCallWithinTheSlotOfAnotherWaitsAsLongAsWhenTheLimiterIsWarm(
      int calls, int slots, long wait) {
    Limiter limiter =
        Ritmo.limiter("nested", Limit.calls(calls, 2, SECONDS), Limit.concurrent(slots));
    LimitedCall call = limiter.call().maxWait(Duration.ofSeconds(3));

    assertThat(nested(call)).isEqualTo(wait); // cold
    assertThat(nested(call)).isEqualTo(wait); // after idleness
    acquire(1, limiter.call()).get(0).close();
    advance(5000);
    assertThat(nested(call)).isEqualTo(wait); // warm
  }

  @ParameterizedTest
  @CsvSource({"1, 60000", "2, 0"})
  void aCallWithinAnotherIsAdmittedAsWhenTheLimiterIsWarm(int calls, long wait) {
    Limiter limiter = Ritmo.limiter("nested", Limit.calls(calls, 60, SECONDS));
    LimitedCall call = limiter.call();
    long start = trial.now();
    CompletableFuture<Long> outcome =
        trial.inThread(() -> within(call, () -> within(call, () -> trial.now() - start))).outcome();

    advance(70_000);

    assertThat(outcome.join() / 1_000_000).isIn(Range.closed(wait, wait + SETUP + 50));
  }

  @Test
  void aChangeOfLimitsKeepsFromWhenCallsCount() {
    List<Permit> permits = acquire(5);
    cold.change(Limits.of(Limit.calls(6, 2, SECONDS)));
    acquire(1);
    advance(1000);
    permits.get(0).close();

    assertThat(next(2)).containsExactly(1000 + SPAN, 1000 + 2 * SPAN).inOrder();
  }

  @Test
  void whatIsGivenBackAfterAChangeIsThereAtOnce() {
    List<Permit> permits = acquire(5);
    cold.change(Limits.of(Limit.calls(5, 3, SECONDS)));
    permits.get(0).giveBack();

    acquire(1);
    assertThrows(RateLimitExceededException.class, () -> acquire(1));
  }
}
