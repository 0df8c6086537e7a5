package dev.ritmo.runtime;

import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Threads that call under a limiter on virtual time, and when their bodies ran. */
final class Caller {

  private final VirtualClock clock;
  private final long start;
  private final List<Duration> times = Collections.synchronizedList(new ArrayList<>());
  private final List<String> names = Collections.synchronizedList(new ArrayList<>());
  private final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());

  Caller(VirtualClock clock) {
    this.clock = clock;
    this.start = clock.nanoTime();
  }

  /** A thread that waits for admission and notes when it has it; the permit stays open. */
  Thread call(String name, LimitedCall call) {
    Thread thread =
        clock.start(
            name,
            () -> {
              try {
                Permit unused = call.acquire();
                note(name);
              } catch (RateLimitExceededException | InterruptedWaitException failure) {
                failures.add(failure);
              }
            });
    clock.awaitQuiet();
    return thread;
  }

  void calls(int number, LimitedCall call) {
    for (int i = 0; i < number; i++) {
      call("call", call);
    }
  }

  void note(String name) {
    synchronized (times) {
      times.add(now());
      names.add(name);
    }
  }

  Duration now() {
    return Duration.ofNanos(clock.nanoTime() - start);
  }

  void advance(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  /** When calls were admitted, since the start. */
  List<Duration> times() {
    return List.copyOf(times);
  }

  /** The same as nanoseconds. */
  long[] nanos() {
    return times().stream().mapToLong(Duration::toNanos).toArray();
  }

  /** Who was admitted, in that order. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Why the others were not. */
  List<RuntimeException> failures() {
    return List.copyOf(failures);
  }
}
