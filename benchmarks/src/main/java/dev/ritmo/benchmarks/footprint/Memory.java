package dev.ritmo.benchmarks.footprint;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jol.info.GraphLayout;

/**
 * The memory of limiters, object by object. What limiters share does not count: the size is that of
 * a second limiter like the first.
 */
final class Memory {

  /** A window is kept in at most so many parts. */
  private static final int PARTS = 2_000;

  private final VirtualClock clock = new VirtualClock();

  /** A limiter of 10 calls, all of them used. */
  GraphLayout tenCalls() {
    return second(
        Limits.of(Limit.calls(10, 1, TimeUnit.SECONDS)),
        limiter -> {
          for (int i = 0; i < 10; i++) {
            limiter.call().acquire().close();
            clock.advance(Duration.ofMillis(1));
          }
        });
  }

  /** A limiter of 1,000,000 calls a minute, all of them used, evenly over the minute. */
  GraphLayout millionCalls() {
    int calls = 1_000_000;
    return second(
        Limits.of(Limit.calls(calls, 1, TimeUnit.MINUTES)),
        limiter -> {
          for (int part = 0; part < PARTS; part++) {
            for (int i = 0; i < calls / PARTS; i++) {
              limiter.call().acquire().close();
            }
            clock.advance(Duration.ofMinutes(1).dividedBy(PARTS));
          }
        });
  }

  /** A limiter of calls, tokens and slots, with 16 calls under way. */
  GraphLayout allKinds() {
    return second(
        Limits.of(
            Limit.calls(500, 1, TimeUnit.MINUTES),
            Limit.tokens(200_000, 1, TimeUnit.MINUTES),
            Limit.concurrent(16)),
        limiter -> {
          for (int i = 0; i < 16; i++) {
            var open = limiter.call().inputTokens(100).outputTokens(100).acquire();
            open.settle(Dimension.INPUT_TOKENS, 100);
          }
        });
  }

  /** What each of 1000 keys adds, in bytes; each has used one of 10 calls. */
  long key() {
    int keys = 1000;
    Ritmo.reset(clock);
    Limiter limiter =
        Ritmo.limiter("keys", Limits.of().perKey(Limit.calls(10, 1, TimeUnit.MINUTES)));
    limiter.call().key(-1).acquire().close();
    long before = GraphLayout.parseInstance(limiter).totalSize();
    for (int key = 0; key < keys; key++) {
      limiter.call().key(key).acquire().close();
    }
    return (GraphLayout.parseInstance(limiter).totalSize() - before) / keys;
  }

  private GraphLayout second(Limits limits, Consumer<Limiter> use) {
    Ritmo.reset(clock);
    Limiter first = Ritmo.limiter("first", limits);
    Limiter second = Ritmo.limiter("second", limits);
    use.accept(first);
    use.accept(second);
    return GraphLayout.parseInstance(second).subtract(GraphLayout.parseInstance(first));
  }
}
