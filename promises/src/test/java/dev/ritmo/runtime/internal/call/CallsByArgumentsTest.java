package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.KeyFunction;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What calls take from their arguments, and settle with from their results. */
final class CallsByArgumentsTest {

  private static final KeyFunction FIRST =
      arguments -> arguments[0] == null ? KeyFunction.NONE : arguments[0];

  private final VirtualClock clock = new VirtualClock();
  private final Timeline timeline = new Timeline(clock);

  private Admission limiter(GovernedMethod method) {
    Limits limits = Limits.of().overall(method.limits()).perKey(method.limitsPerKey());
    return new LimiterCore("governed", limits.setup(Duration.ZERO), timeline);
  }

  private static GovernedMethod method(Limit... limits) {
    return GovernedMethod.of("m()", "governed", limits).maxWait(0, SECONDS);
  }

  private static long call(MethodGuard guard, @Nullable Object... arguments) {
    return guard.call(arguments).admit();
  }

  private static Callable<?> body(String answer) {
    CompletableFuture<String> future = CompletableFuture.completedFuture(answer);
    return () -> future;
  }

  private static List<Long> used(Admission limiter) {
    return limiter.snapshot().states().stream().map(LimitState::used).toList();
  }

  @Test
  void eachKeyWaitsInALineOfItsOwn() {
    GovernedMethod method = method().perKey(FIRST, Limit.calls(1, 1, SECONDS)).maxWait(9, SECONDS);
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);
    call(guard, "noisy");
    CompletableFuture<Object> second = guard.start(new Object[] {"noisy"}, body("noisy"));
    CompletableFuture<Object> quiet = guard.start(new Object[] {"quiet"}, body("quiet"));

    assertThat(quiet.join()).isEqualTo("quiet");
    assertThat(second.isDone()).isFalse();

    clock.advance(Duration.ofSeconds(2));
    assertThat(second.join()).isEqualTo("noisy");
  }

  @Test
  void nullIsAKeyOfItsOwn() {
    GovernedMethod method = method().perKey(FIRST, Limit.calls(1, 1, DAYS));
    MethodGuard guard = MethodGuard.of(null, method, limiter(method), null);
    call(guard, (Object) null);

    assertThrows(RateLimitExceededException.class, () -> call(guard, (Object) null));
    assertThat(call(guard, "NONE")).isAtLeast(0);
  }

  @Test
  void aKeyThatFailsAdmitsNothing() {
    GovernedMethod method =
        method()
            .perKey(
                arguments -> {
                  throw new UnsupportedOperationException();
                },
                Limit.calls(1, 1, DAYS));
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);

    assertThrows(UnsupportedOperationException.class, () -> call(guard, "x"));
    CompletableFuture<Object> later = guard.start(new Object[] {"x"}, () -> null);

    assertThat(Governed.failureOf(later)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(limiter.snapshot().admitted()).isEqualTo(0);
    assertThat(limiter.snapshot().keys()).isEqualTo(0);
  }

  @Test
  void tokensAreReservedFromThePromptAndLearnedAnswers() {
    GovernedMethod method =
        method(Limit.tokens(10_000, 1, DAYS), Limit.inputTokens(1_000, 1, DAYS)).prompt(1);
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);

    call(guard, "ignored", "123456789 123456789");

    long prompt = used(limiter).get(1);
    assertThat(prompt).isEqualTo(8); // six groups of digits
    assertThat(used(limiter).get(0)).isEqualTo(prompt + 256);
  }

  @Test
  void whatTheResultReportsIsSettled() {
    GovernedMethod method =
        method(Limit.tokens(1_000, 1, DAYS), Limit.outputTokens(900, 1, DAYS)).prompt(0);
    Admission limiter = limiter(method);
    GuardedCall call = MethodGuard.of(null, method, limiter, null).call(new Object[] {"text"});
    HasTokenUsage result = () -> new TokenUsage(30, 12);

    call.admit();
    call.used(result);
    call.done();

    assertThat(used(limiter)).containsExactly(42L, 12L).inOrder();
  }

  @Test
  void whatAFutureReportsIsSettledInTheLaneOfItsKey() {
    GovernedMethod method =
        method(Limit.tokens(1_000, 1, DAYS)).perKey(FIRST, Limit.tokens(500, 1, DAYS)).prompt(0);
    Admission limiter = limiter(method);
    MethodGuard guard = MethodGuard.of(null, method, limiter, null);
    CompletableFuture<Object> answer = new CompletableFuture<>();
    CompletableFuture<Object> call = guard.start(new Object[] {"ann"}, () -> answer);

    answer.complete((HasTokenUsage) () -> new TokenUsage(100, 300));

    assertThat(call.isDone()).isTrue();
    assertThat(used(limiter)).containsExactly(400L);
    assertThrows(
        RateLimitExceededException.class, () -> call(guard, "ann")); // 400 and about 256 more
    assertThat(call(guard, "bob")).isAtLeast(0);
  }

  @Test
  void aResultThatSaysNothingOrFailsLeavesTheReservation() {
    GovernedMethod method = method(Limit.tokens(1_000, 1, DAYS)).prompt(0);
    Admission limiter = limiter(method);
    GuardedCall call = MethodGuard.of(null, method, limiter, null).call(new Object[] {"text"});
    call.admit();
    long reserved = used(limiter).get(0);

    call.used(null);
    call.used("text");
    call.used((HasTokenUsage) () -> null);
    call.used(
        (HasTokenUsage)
            () -> {
              throw new IllegalStateException("broken");
            });
    call.done();

    assertThat(used(limiter)).containsExactly(reserved);
  }

  @Test
  void aLimitThatNothingSettlesIsReportedOnce() {
    GovernedMethod method = method(Limit.tokens(100_000, 1, DAYS)).prompt(0);
    List<String> lines = new ArrayList<>();

    MethodGuard guard = MethodGuard.of(null, method, limiter(method), null);
    whileLogging(lines, () -> endUnsettled(guard, "secret", 9));
    assertThat(lines).isEmpty();
    whileLogging(lines, () -> endUnsettled(guard, "secret", 30));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains("limits tokens, but none of its first {1} calls");
  }

  @Test
  void aLimitThatIsSettledNowAndThenIsNotReported() {
    GovernedMethod method = method(Limit.tokens(100_000, 1, DAYS)).prompt(0);
    MethodGuard guard = MethodGuard.of(null, method, limiter(method), null);
    List<String> lines = new ArrayList<>();
    GuardedCall settled = guard.call(new Object[] {"text"});
    settled.admit();
    settled.used((HasTokenUsage) () -> new TokenUsage(1, 1));

    whileLogging(lines, () -> endUnsettled(guard, "text", 30));

    assertThat(lines).isEmpty();
  }

  private static void endUnsettled(MethodGuard guard, String prompt, int calls) {
    for (int i = 0; i < calls; i++) {
      GuardedCall call = guard.call(new Object[] {prompt});
      call.admit();
      call.used("a result");
      call.done();
    }
  }

  private static void whileLogging(List<String> lines, Runnable action) {
    Logger logger = Logger.getLogger("dev.ritmo");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void aResultThatFailsWithAnErrorEndsItsCallAllTheSame() {
    GovernedMethod method = method(Limit.tokens(1_000, 1, DAYS), Limit.concurrent(1)).prompt(0);
    Admission limiter = limiter(method);
    GuardedCall call = MethodGuard.of(null, method, limiter, null).call(new Object[] {"text"});
    HasTokenUsage answer =
        () -> {
          throw new NoClassDefFoundError("a part that is not there");
        };

    CompletableFuture<Object> body = CompletableFuture.completedFuture(answer);
    CompletableFuture<Object> ended = call.start(() -> body);

    assertThat(ended.isDone()).isTrue();
    assertThat(ended.join()).isSameInstanceAs(answer);
    assertThat(used(limiter).get(1)).isEqualTo(0);
  }
}
