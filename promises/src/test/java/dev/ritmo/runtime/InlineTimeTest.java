package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time sources that run at once what is due at once, on the thread that asks for it. */
@Timeout(30)
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class InlineTimeTest {

  private static final Duration MINUTE = Duration.ofSeconds(61);

  private boolean fails;
  private final Trial trial = Trial.on(this::inline);
  private final List<String> bodies = new ArrayList<>();

  private TimeSource inline(TimeSource time) {
    return new WrappedTime(time) {
      @Override
      public Runnable schedule(Runnable task, long delayNanos) {
        if (fails) {
          throw new IllegalStateException("no timers");
        }
        if (delayNanos > 0) {
          return super.schedule(task, delayNanos);
        }
        task.run();
        return () -> {};
      }

      @Override
      public void unpark(Thread thread) {
        if (fails) {
          throw new IllegalStateException("no waking");
        }
        super.unpark(thread);
      }

      @Override
      public Executor executor() {
        return Runnable::run;
      }
    };
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private CompletableFuture<Permit> enter(String name, LimitedCall call) {
    CompletableFuture<Permit> permit = call.acquireAsync();
    permit.thenRun(() -> bodies.add(name));
    return permit;
  }

  private static LimitedCall any(Limiter limiter) {
    return limiter.call().waitForever();
  }

  @Test
  void aSlotThatIsClosed() {
    Limiter limiter = Ritmo.limiter("slots", Limit.concurrent(1));
    Permit permit = any(limiter).acquire();
    enter("first", any(limiter));
    enter("second", any(limiter));

    permit.close();

    assertThat(bodies).containsExactly("first");
  }

  @Test
  void aChainOfBodiesThatCloseTheirPermitsAtOnce() {
    Limiter limiter = Ritmo.limiter("slots", Limit.concurrent(1));
    Permit permit = any(limiter).acquire();
    for (int i = 0; i < 5000; i++) { // deeper than a stack if each woke the next by itself
      any(limiter).acquireAsync().thenAccept(Permit::close);
    }
    enter("last", any(limiter));

    permit.close();

    assertThat(bodies).containsExactly("last");
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aCallThatIsGivenBack() {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(1, 60, SECONDS));
    Permit permit = any(limiter).acquire();
    enter("first", any(limiter));

    permit.giveBack();

    assertThat(bodies).containsExactly("first");
  }

  @Test
  void tokensThatAreSettled() {
    Limiter limiter = Ritmo.limiter("tokens", Limit.tokens(100, 60, SECONDS));
    Permit permit = any(limiter).tokens(100).acquire();
    enter("first", any(limiter).tokens(50));
    enter("second", any(limiter).tokens(40));

    permit.settle(Dimension.TOKENS, 10);

    assertThat(bodies).containsExactly("first", "second").inOrder();
  }

  @Test
  void aPauseThatEnds() {
    Limiter limiter = Ritmo.limiter("paused", Limit.calls(5, 60, SECONDS));
    limiter.pause(MINUTE);
    enter("first", any(limiter));
    enter("second", any(limiter));

    trial.advance(MINUTE);

    assertThat(bodies)
        .containsExactly("first", "second"); // the second runs within the first's look
  }

  @Test
  void aLimiterThatIsResumed() {
    Limiter limiter = Ritmo.limiter("paused", Limit.calls(5, 60, SECONDS));
    limiter.pause(MINUTE);
    enter("first", any(limiter));
    enter("second", any(limiter));

    limiter.resume();

    assertThat(bodies).containsExactly("first", "second").inOrder();
  }

  @Test
  void aLimitThatIsChanged() {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(1, 60, SECONDS));
    any(limiter).acquire();
    enter("first", any(limiter));
    enter("second", any(limiter));

    limiter.change(Limits.of(Limit.calls(3, 60, SECONDS)));

    assertThat(bodies).containsExactly("first", "second").inOrder();
  }

  @Test
  void aLimiterThatIsShutDown() {
    Limiter limiter = Ritmo.limiter("closed", Limit.concurrent(1));
    any(limiter).acquire();
    var first = enter("first", any(limiter));
    var second = enter("second", any(limiter));

    limiter.shutDown();

    assertThat(Trial.refusalOf(first)).isNotNull();
    assertThat(Trial.refusalOf(second)).isNotNull();
  }

  @Test
  void aCallThatIsCancelled() {
    Limiter limiter = Ritmo.limiter("tokens", Limit.tokens(100, 60, SECONDS));
    any(limiter).tokens(60).acquire();
    var large = enter("large", any(limiter).tokens(100));
    enter("small", any(limiter).tokens(40));
    assertThat(bodies).isEmpty();

    large.cancel(false);

    assertThat(bodies).containsExactly("small");
  }

  @Test
  void keysThatShareALimit() {
    Limiter limiter =
        Ritmo.limiter("keyed", Limits.of(Limit.concurrent(1)).perKey(Limit.calls(5, 60, SECONDS)));
    Permit permit = any(limiter).key("a").acquire();
    enter("b", any(limiter).key("b"));
    any(limiter).key("c").acquireAsync().thenAccept(Permit::close);
    bodies.clear();

    permit.close();
    assertThat(bodies).containsExactly("b");
  }

  @Test
  void aTimeSourceThatFailsHarmsNoOtherCall() {
    Limiter limiter = Ritmo.limiter("slots", Limit.concurrent(2), Limit.calls(50, 1, SECONDS));
    Permit one = any(limiter).acquire();
    Permit two = any(limiter).acquire();
    enter("first", any(limiter));
    var blocked = trial.block("thread", any(limiter));

    fails = true;
    one.close(); // its caller has done nothing wrong
    fails = false;
    two.close();
    trial.settle();

    assertThat(bodies).contains("first");
    assertThat(blocked.outcome().isDone()).isTrue();
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }
}
