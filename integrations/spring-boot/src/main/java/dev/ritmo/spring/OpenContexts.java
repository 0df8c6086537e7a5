package dev.ritmo.spring;

import dev.ritmo.runtime.Ritmo;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application contexts of this process, which share its limiters: only the last one to close
 * shuts them down. They are open again once it is closed, because tests and restarts may make
 * another one. Thread-safe, without a lock: a shutdown completes futures of the application.
 */
final class OpenContexts {

  private static final AtomicInteger OPEN = new AtomicInteger();

  private OpenContexts() {}

  /** A context starts. */
  static void opened() {
    if (OPEN.getAndIncrement() == 0) {
      Ritmo.reopen();
    }
  }

  /**
   * A context starts to close.
   *
   * @param shutsDown whether to refuse calls if it is the last one
   */
  static void closing(boolean shutsDown) {
    if (OPEN.decrementAndGet() == 0 && shutsDown) {
      Ritmo.shutDown();
    }
  }

  /** A context has closed, with all of its beans. */
  static void closed() {
    if (OPEN.get() == 0) {
      Ritmo.reopen();
    }
  }
}
