package dev.ritmo.benchmarks.drain;

import java.time.Duration;

/** Where the requests of one client go. Notes in the journal what becomes of them. */
interface Provider extends AutoCloseable {

  /** The time since the start of its policy's clock. */
  Duration uptime();

  /**
   * Sends the request of a call and waits for the answer.
   *
   * @throws RuntimeException if it is rejected
   */
  void send(int call);

  /** Whether an exception says that a request was rejected by a limit. */
  boolean isRejection(Throwable failure);

  @Override
  void close();
}
