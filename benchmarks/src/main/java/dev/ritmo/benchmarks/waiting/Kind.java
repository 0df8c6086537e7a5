package dev.ritmo.benchmarks.waiting;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/** How callers wait. */
enum Kind {
  VIRTUAL("virtual threads", 10_000),
  PLATFORM("platform threads, for want of virtual ones before JDK 21", 1_000),
  ASYNC("futures", 10_000);

  private final String title;
  private final int callers;

  Kind(String title, int callers) {
    this.title = title;
    this.callers = callers;
  }

  /** Threads as cheap as there are. */
  static Kind blocking() {
    return Runtime.version().feature() >= 21 ? VIRTUAL : PLATFORM;
  }

  String title() {
    return title;
  }

  int callers() {
    return callers;
  }

  /** Whether one caller is in the line before the next one starts. */
  boolean isInOrder() {
    return this == ASYNC;
  }

  /**
   * Starts a caller.
   *
   * @param admitted is given the permit, and closes it; not called if the limiter is shut down
   */
  void start(LimitedCall call, Consumer<Permit> admitted) {
    switch (this) {
      case ASYNC -> {
        var unused =
            call.acquireAsync()
                .whenComplete(
                    (permit, refusal) -> {
                      if (permit != null) {
                        admitted.accept(permit);
                      }
                    });
      }
      case VIRTUAL -> startVirtual(() -> block(call, admitted));
      case PLATFORM -> {
        Thread thread = new Thread(() -> block(call, admitted), "caller");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void block(LimitedCall call, Consumer<Permit> admitted) {
    Permit permit;
    try {
      permit = call.acquire();
    } catch (RateLimitExceededException shutDown) {
      return;
    }
    admitted.accept(permit);
  }

  /** By name, as this is compiled for JDK 17. */
  private static void startVirtual(Runnable task) {
    try {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      start.invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
