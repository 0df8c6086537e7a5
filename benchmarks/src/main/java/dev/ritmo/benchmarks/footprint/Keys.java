package dev.ritmo.benchmarks.footprint;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Whether keys are bounded, and forgotten when nothing counts any more. */
final class Keys {

  private static final int MOST = 100_000;

  private final VirtualClock clock = new VirtualClock();
  private final Limiter limiter;

  Keys() {
    Ritmo.reset(clock);
    limiter =
        Ritmo.limiter(
            "keys", Limits.of().perKey(Limit.calls(10, 1, TimeUnit.MINUTES)).maxKeys(MOST));
  }

  /** Tells what becomes of them. */
  String tell() {
    long empty = heap();
    long begin = System.nanoTime();
    for (int key = 0; key < MOST; key++) {
      limiter.call().key(key).acquire().close();
    }
    long micros = (System.nanoTime() - begin) / 1000;
    long full = heap();
    int atMost = keys();
    // the overflow is one lane, so that it admits ten calls of all the others together
    for (int key = MOST; key < MOST + 10; key++) {
      limiter.call().key(key).acquire().close();
    }
    int beyond = keys();
    clock.advance(Duration.ofMinutes(2));
    int calls = 0;
    while (keys() > 1 && calls < MOST) {
      // a snapshot looks at every key, so there is one for many calls
      for (int i = 0; i < MOST / 100; i++) {
        limiter.call().key("another").acquire().close();
        clock.advance(Duration.ofMinutes(2));
        calls++;
      }
    }
    return String.format(
        Locale.ROOT,
        "%,d keys (%,d after ten more), %.0f us each; heap %.1f MiB%n"
            + "when nothing counts any more: %,d keys after %,d calls, heap %.1f MiB",
        atMost,
        beyond,
        (double) micros / MOST,
        mebibytes(full - empty),
        keys(),
        calls,
        mebibytes(heap() - empty));
  }

  private int keys() {
    return limiter.snapshot().keys();
  }

  private static double mebibytes(long bytes) {
    return bytes / 1024.0 / 1024;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
