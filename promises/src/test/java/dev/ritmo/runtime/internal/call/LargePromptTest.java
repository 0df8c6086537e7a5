package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.limiter.StatedSize;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.KeyFunction;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A prompt that is estimated to be larger than a limit may fit all the same: it goes alone, with
 * the whole of the limit. What a program states to be larger is refused.
 */
final class LargePromptTest {

  private static final KeyFunction FIRST =
      arguments -> arguments[0] == null ? KeyFunction.NONE : arguments[0];

  /** About a thousand tokens. */
  private static final String LARGE = "123456789 ".repeat(270);

  private final VirtualClock clock = new VirtualClock();

  private Admission limiter(GovernedMethod method) {
    Limits limits = Limits.of().overall(method.limits()).perKey(method.limitsPerKey());
    return new LimiterCore("governed", limits.setup(Duration.ZERO), new Timeline(clock));
  }

  private static GovernedMethod method(Limit... limits) {
    return GovernedMethod.of("m()", "governed", limits).maxWait(0, SECONDS).prompt(0);
  }

  private static List<Long> used(Admission limiter) {
    return limiter.snapshot().states().stream().map(LimitState::used).toList();
  }

  private static void end(GuardedCall call, long input, long output) {
    call.used((HasTokenUsage) () -> new TokenUsage(input, output));
    call.done();
  }

  private static void refuses(MethodGuard guard, @Nullable Object... arguments) {
    GuardedCall one = guard.call(arguments);
    assertThrows(RateLimitExceededException.class, one::admit);
  }

  @Test
  void itGoesAloneAndWhatItHasUsedCounts() {
    GovernedMethod method =
        method(
            Limit.tokens(500, 1, MINUTES),
            Limit.inputTokens(400, 1, MINUTES),
            Limit.outputTokens(300, 1, MINUTES));
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);

    GuardedCall large = guard.call(new Object[] {LARGE});
    large.admit();
    assertThat(used(limiter)).containsExactly(500L, 400L, 256L).inOrder();
    refuses(guard, "small");

    end(large, 100, 20);
    assertThat(used(limiter)).containsExactly(120L, 100L, 20L).inOrder();
    assertThat(guard.call(new Object[] {"small"}).admit()).isAtLeast(0);
  }

  @Test
  void itWaitsUntilTheWholeWindowIsFree() {
    GovernedMethod method = method(Limit.inputTokens(400, 1, MINUTES));
    MethodGuard guard = MethodGuard.of(null, method, limiter(method), null);
    long unused = guard.call(new Object[] {"one token"}).admit();

    refuses(guard, LARGE);
    clock.advance(Duration.ofSeconds(61));

    assertThat(guard.call(new Object[] {LARGE}).admit()).isAtLeast(0);
  }

  @Test
  void whatIsUsedBeyondTheLimitIsCarriedOver() {
    GovernedMethod method = method(Limit.inputTokens(400, 1, MINUTES));
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);
    GuardedCall large = guard.call(new Object[] {LARGE});

    large.admit();
    end(large, 1_000, 5);

    assertThat(used(limiter)).containsExactly(1_000L);
    clock.advance(Duration.ofSeconds(62)); // 600 are left, 400 of them in this window
    refuses(guard, "small");
    clock.advance(Duration.ofSeconds(62)); // 200 are left
    assertThat(used(limiter)).containsExactly(200L);
    assertThat(guard.call(new Object[] {"small"}).admit()).isAtLeast(0);
  }

  @Test
  void theSmallestOfSeveralLimitsDecides() {
    GovernedMethod method =
        method(Limit.inputTokens(400, 1, SECONDS), Limit.inputTokens(700, 1, DAYS));
    Admission limiter = limiter(method);
    GuardedCall large = MethodGuard.of(null, method, limiter, null).call(new Object[] {LARGE});

    large.admit();
    assertThat(used(limiter)).containsExactly(400L, 400L);
    end(large, 600, 5);

    assertThat(used(limiter)).containsExactly(600L, 600L);
  }

  @Test
  void limitsOfAllCallsAndOfEachKeyDecideTogether() {
    GovernedMethod method =
        method(Limit.tokens(600, 1, MINUTES)).perKey(FIRST, Limit.inputTokens(100, 1, MINUTES));
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);

    GuardedCall large = guard.call(new Object[] {LARGE});
    large.admit();
    assertThat(used(limiter)).containsExactly(600L);
    end(large, 90, 10);

    assertThat(used(limiter)).containsExactly(100L);
    refuses(guard, LARGE);
    assertThat(guard.call(new Object[] {"another key"}).admit()).isAtLeast(0);
  }

  @Test
  void whatIsStatedIsRefusedForEver() {
    Limits limits =
        Limits.of(
            Limit.tokens(500, 1, MINUTES),
            Limit.inputTokens(400, 1, MINUTES),
            Limit.outputTokens(300, 1, MINUTES));
    Ritmo.reset(clock);
    Limiter limiter = Ritmo.limiter("stated", limits);

    for (var call :
        List.of(
            limiter.call().tokens(501),
            limiter.call().inputTokens(401),
            limiter.call().outputTokens(301),
            limiter.call().inputTokens(300).outputTokens(201))) {
      RateLimitExceededException refusal =
          assertThrows(
              RateLimitExceededException.class, () -> call.maxWait(Duration.ZERO).acquire());
      assertThat(refusal.isPermanent()).isTrue();
    }
    limiter
        .call()
        .inputTokens(400)
        .maxWait(Duration.ZERO)
        .acquire()
        .close(); // with a learned answer
  }

  @Test
  void aStatedAnswerStaysStatedBesideAnEstimatedPrompt() {
    Admission limiter =
        new LimiterCore("m", Limits.of(Limit.tokens(500, 1, MINUTES)), new Timeline(clock));

    Weights fits =
        StatedSize.ONE_CALL.withPrompt(9_000).with(Dimension.OUTPUT_TOKENS, 300).weights(limiter);
    Weights never =
        StatedSize.ONE_CALL.withPrompt(9_000).with(Dimension.OUTPUT_TOKENS, 501).weights(limiter);

    assertThat(fits.of(Dimension.TOKENS)).isEqualTo(500);
    assertThat(never.of(Dimension.TOKENS)).isEqualTo(501);
  }

  @Test
  void anEstimateNearTheLargestNumberIsNoProblem() {
    GovernedMethod method = method(Limit.tokens(500, 1, MINUTES));
    Admission limiter = limiter(method);

    assertThat(StatedSize.ONE_CALL.withPrompt(Long.MAX_VALUE).weights(limiter).of(Dimension.TOKENS))
        .isEqualTo(500);
  }

  @Test
  void theRefusalOfALargePromptDoesNotShowIt() {
    GovernedMethod method = method(Limit.inputTokens(7, 1, DAYS));
    MethodGuard guard = MethodGuard.of(null, method, limiter(method), null);
    long unused = guard.call(new Object[] {"a"}).admit();
    GuardedCall secret = guard.call(new Object[] {"123456789 123456789 secret"});

    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, secret::admit);

    assertThat(refusal).hasMessageThat().doesNotContain("secret");
    assertThat(refusal.isPermanent()).isFalse();
  }
}
