package dev.ritmo.context;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.ContextCarrier;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What is logged with every line, where an asynchronous call goes on. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of the calls does not matter
final class ThreadLocalsTest {

  private final VirtualClock clock = new VirtualClock();

  @BeforeEach
  void register() {
    Ritmo.reset(clock);
    ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
  }

  @AfterEach
  void forget() {
    ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
    MDC.clear();
    Ritmo.reset();
  }

  @Test
  void aBodyThatHadToWaitLogsAsItsCaller() {
    Limiter limiter = Ritmo.limiter("api", Limit.concurrent(1));
    LimitedCall call = limiter.call();
    Permit held = call.acquire();
    List<String> seen = new ArrayList<>();
    MDC.put("request", "4711");
    call.runAsync(
        () -> {
          seen.add(Thread.currentThread().getName() + " " + MDC.get("request"));
          return CompletableFuture.completedFuture("answer");
        });
    MDC.put("request", "4712");

    held.close();
    clock.advance(Duration.ZERO);
    clock.advance(Duration.ZERO);

    assertThat(seen).containsExactly("virtual-time 4711");
    assertThat(MDC.get("request")).isEqualTo("4712");
  }

  @Test
  void theThreadHoldsAfterwardsWhatItHeldBefore() {
    MDC.put("request", "4711");
    ContextCarrier.Carried carried = new ThreadLocals().capture();
    MDC.put("request", "4712");
    MDC.put("of this thread", "only");

    Runnable undo = carried.restore();
    assertThat(MDC.getCopyOfContextMap()).containsExactly("request", "4711");
    undo.run();

    assertThat(MDC.get("request")).isEqualTo("4712");
    assertThat(MDC.get("of this thread")).isEqualTo("only");
  }

  @Test
  void whatTheCallerDoesNotHoldIsEmpty() {
    ContextCarrier.Carried carried = new ThreadLocals().capture();
    MDC.put("request", "of somebody else");

    Runnable undo = carried.restore();
    assertThat(MDC.get("request")).isNull();
    undo.run();

    assertThat(MDC.get("request")).isEqualTo("of somebody else");
  }
}
