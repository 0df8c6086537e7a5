package dev.ritmo.testkit;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits. A closed provider ends its threads by an interrupt, which cuts the connection. */
final class Pause {

  private Pause() {}

  /** Until the provider is closed. */
  static void forever() throws InterruptedIOException {
    nanos(Long.MAX_VALUE);
  }

  static void nanos(long nanos) throws InterruptedIOException {
    long begin = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedIOException("closed after " + Duration.ofNanos(nanos - left));
      }
    }
  }
}
