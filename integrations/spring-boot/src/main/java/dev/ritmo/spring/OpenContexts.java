package dev.ritmo.spring;

import dev.ritmo.runtime.Ritmo;

/**
 * The application contexts of this process, which share its limiters: only the last one to close
 * shuts them down. They are open again once it is closed, because tests and restarts may make
 * another one. Thread-safe.
 */
final class OpenContexts {

  private static int open;

  private OpenContexts() {}

  /** A context starts. */
  static synchronized void opened() {
    if (open++ == 0) {
      Ritmo.reopen();
    }
  }

  /**
   * A context starts to close.
   *
   * @param shutsDown whether to refuse calls if it is the last one
   */
  static synchronized void closing(boolean shutsDown) {
    if (--open == 0 && shutsDown) {
      Ritmo.shutDown();
    }
  }

  /** A context has closed, with all of its beans. */
  static synchronized void closed() {
    if (open == 0) {
      Ritmo.reopen();
    }
  }
}
