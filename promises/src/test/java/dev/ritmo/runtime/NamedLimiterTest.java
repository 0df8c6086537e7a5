package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A limiter is referred to by its name, before and after it is declared. */
final class NamedLimiterTest {

  private static final Limit ONE = Limit.calls(1, 1, TimeUnit.MINUTES);

  @BeforeEach
  void start() {
    Ritmo.reset(new VirtualClock());
  }

  @AfterEach
  void stop() {
    Ritmo.reset();
  }

  private static int used(Limiter limiter) {
    return Math.toIntExact(limiter.snapshot().admitted());
  }

  @Test
  void aNameIsGoodBeforeTheLimiterIsDeclared() {
    Limiter early = Ritmo.limiter("openai");
    LimitedCall call = early.call().priority(Priority.HIGH).maxWait(Duration.ZERO);
    assertThat(early.name()).isEqualTo("openai");

    Limiter declared = Ritmo.limiter("openai", ONE);

    call.acquire();
    assertThat(used(declared)).isEqualTo(1);
    assertThrows(RateLimitExceededException.class, call::acquire);
  }

  @Test
  void theDefaultWaitIsThatOfTheLimiterOnceItIsKnown() {
    LimitedCall early = Ritmo.limiter("openai").call();
    Limiter declared = Ritmo.limiter("openai", Limits.of(ONE).setup(Duration.ofSeconds(9)));
    declared.call().acquire();

    CompletableFuture<Permit> waiting = early.acquireAsync();

    assertThat(waiting.isDone()).isFalse(); // a minute, and what the limiter adds to its period
  }

  @Test
  void aRequestBeforeThatSaysHowToDeclareIt() {
    Ritmo.limiter("openai", ONE);
    Ritmo.limiter("batch", ONE);
    LimitedCall call = Ritmo.limiter("opnai").call();

    IllegalStateException failure = assertThrows(IllegalStateException.class, call::acquire);

    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            "Limiter \"opnai\" must be declared before its first request, but is not among"
                + " [batch, openai]. Did you mean \"openai\"? Fix: declare it in a program, by"
                + " Ritmo.limiter(\"opnai\", limits); or in an annotation, by"
                + " @RateLimited(limiter = \"opnai\"), which counts from the first call of the"
                + " method on; or in a plan, by @RateLimited(plan = \"opnai\"), likewise.");
  }

  @Test
  void aNameThatResemblesNoneGetsNoProposal() {
    Ritmo.limiter("openai", ONE);

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, Ritmo.limiter("gemini")::snapshot);

    assertThat(failure).hasMessageThat().doesNotContain("Did you mean");
  }

  @Test
  void whateverNeedsTheLimiterFailsAndIsRightLater() {
    Limiter early = Ritmo.limiter("openai");
    Executable[] uses = {
      early::snapshot,
      early::resume,
      early::shutDown,
      () -> early.pause(Duration.ofSeconds(1)),
      () -> early.change(Limits.of(ONE)),
      () -> early.retryBudget(RetryBudget.DEFAULT),
      () -> early.call().acquireAsync(),
      () -> early.call().run(() -> "answer"),
      () -> early.call().runAsync(() -> CompletableFuture.completedFuture("answer"))
    };
    for (Executable use : uses) {
      assertThrows(IllegalStateException.class, use);
    }

    Ritmo.limiter("openai", Limit.calls(9, 1, TimeUnit.MINUTES));

    for (Executable use : uses) {
      assertFine(use);
    }
  }

  private static void assertFine(Executable use) {
    try {
      use.execute();
    } catch (RateLimitExceededException shutDown) {
      assertThat(shutDown.isPermanent()).isTrue();
    } catch (Throwable failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aStreamOfALimiterThatIsNotDeclaredFailsItsSubscriber() {
    Throwable[] failed = new Throwable[1];

    Ritmo.limiter("openai")
        .call()
        .<String>publish(() -> subscriber -> {})
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
              }

              @Override
              public void onNext(String element) {}

              @Override
              public void onError(Throwable failure) {
                failed[0] = failure;
              }

              @Override
              public void onComplete() {}
            });

    assertThat(failed[0]).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void afterAResetANameIsLookedUpAgain() {
    Limiter named = Ritmo.limiter("openai");
    Ritmo.limiter("openai", ONE).call().acquire();
    assertThat(used(named)).isEqualTo(1);

    Ritmo.reset(new VirtualClock());

    assertThrows(IllegalStateException.class, named::snapshot);
    Ritmo.limiter("openai", ONE);
    assertThat(used(named)).isEqualTo(0);
  }

  @Test
  void afterAResetAConstantDeclaresItsLimitsAgainOnTheNewTime() {
    VirtualClock clock = new VirtualClock();
    Limiter constant = Ritmo.limiter("openai", ONE);
    LimitedCall call = constant.call().maxWait(Duration.ZERO);
    call.acquire();

    Ritmo.reset(clock);
    call.acquire();
    assertThrows(RateLimitExceededException.class, call::acquire);
    clock.advance(Duration.ofSeconds(70));
    call.acquire();

    assertThat(used(constant)).isEqualTo(2);
    assertThat(Ritmo.limiters()).hasSize(1);
  }

  @Test
  void offLetsAConstantPass() {
    LimitedCall call = Ritmo.limiter("openai", ONE).call().maxWait(Duration.ZERO);
    call.acquire();

    Ritmo.off();

    call.acquire().close();
    call.acquire().close();
  }
}
