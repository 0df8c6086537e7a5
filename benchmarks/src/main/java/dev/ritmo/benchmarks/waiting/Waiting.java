package dev.ritmo.benchmarks.waiting;

import dev.ritmo.benchmarks.common.Lateness;
import dev.ritmo.benchmarks.common.Options;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What many callers cost that wait on one limiter, and how exactly they are woken. */
@Command(
    name = "waiting",
    sortOptions = false,
    description = "Lets 10,000 callers wait on one limiter, as blocked threads and as futures.",
    footer = "%nThe short run takes about one minute, the whole run about three.")
public final class Waiting implements Callable<Integer> {

  private static final String LINE = "  %-34s%s%n";

  /** Nobody goes before all have arrived. */
  private static final Duration ARRIVALS = Duration.ofSeconds(6);

  /** Compilers and collectors have their share of this. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  @Mixin private Options options = new Options();

  private Waiting() {}

  /** The command line; exits with 2 if it makes no sense. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Waiting()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    System.err.println("warm-up");
    for (Kind kind : List.of(Kind.blocking(), Kind.ASYNC)) {
      throughOneSlot(kind);
    }
    for (Kind kind : List.of(Kind.blocking(), Kind.ASYNC)) {
      System.out.printf(Locale.ROOT, "%,d callers as %s%n", kind.callers(), kind.title());
      try (Pinning pinning = new Pinning()) {
        timed(kind, 1, Duration.ofMillis(10));
        timed(kind, 50, Duration.ofMillis(500));
        System.out.printf(LINE, "through one slot", throughOneSlot(kind));
        System.out.printf(LINE, "threads pinned", pinning.stop());
      }
      System.out.println();
    }
    return 0;
  }

  private void timed(Kind kind, int calls, Duration period) throws InterruptedException {
    Ritmo.reset();
    Limiter limiter =
        Ritmo.limiter("waiting", Limit.calls(calls, period.toMillis(), TimeUnit.MILLISECONDS));
    Duration idle = Duration.ofSeconds(options.isFull() ? 20 : 5);
    limiter.pause(ARRIVALS);
    Crowd crowd = new Crowd(kind, limiter);
    long gathered = crowd.gather();
    long begin = System.nanoTime();
    limiter.pause(SETTLING.plus(idle));
    System.out.printf("%d per %d ms%n", calls, period.toMillis());
    System.out.printf(LINE, "arrived within", gathered / 1_000_000 + " ms");
    sleepUntil(begin + SETTLING.toNanos());
    Load waiting = new Load();
    sleepUntil(begin + SETTLING.plus(idle).toNanos() - 100_000_000);
    System.out.printf(LINE, "CPU while nobody's turn comes", percent(waiting));
    Lateness lateness = Lateness.measure();
    Load waking = new Load();
    sleepUntil(System.nanoTime() + idle.toNanos());
    String share = percent(waking);
    Lateness.Percentiles machine = lateness.stop();
    long[] times = crowd.times();
    LimitState state = limiter.snapshot().states().get(0);
    Punctuality late = Punctuality.of(times, calls, period.plus(state.margin()).toNanos());
    System.out.printf(LINE, "CPU while turns come", share + ", the measuring included");
    System.out.printf(LINE, "woken too late by", late);
    System.out.printf(LINE, "machine", machine);
    System.out.printf(
        Locale.ROOT, LINE, "beyond the machine", "p99 " + millis(late.p99() - machine.p99()));
    System.out.printf(LINE, "overtaken", crowd.overtaking());
    limiter.shutDown();
  }

  /** Lets everybody through as fast as one slot changes hands. */
  private static String throughOneSlot(Kind kind) {
    Ritmo.reset();
    Limiter limiter = Ritmo.limiter("one-slot", Limit.concurrent(1));
    Permit first = limiter.call().acquire();
    Crowd crowd = new Crowd(kind, limiter);
    long gathered = crowd.gather();
    long begin = System.nanoTime();
    first.close();
    crowd.awaitAll();
    long each = (System.nanoTime() - begin) / kind.callers();
    return String.format(
        Locale.ROOT,
        "%.1f us each, arrived within %d ms, overtaken: %s",
        each / 1e3,
        gathered / 1_000_000,
        crowd.overtaking());
  }

  private static String percent(Load load) {
    return String.format(Locale.ROOT, "%.2f %% of a core", 100 * load.share());
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  private static void sleepUntil(long time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
  }
}
