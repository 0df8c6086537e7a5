package dev.ritmo.runtime;

import java.util.concurrent.CancellationException;

/**
 * The calling thread was interrupted while it waited for admission. Its interrupt flag is set, its
 * place in the queue is given up, and the body of the method has not been run, or not run again.
 */
public final class InterruptedWaitException extends CancellationException {

  private static final long serialVersionUID = 1;

  /** Made by limiters. */
  public InterruptedWaitException(String limiterName) {
    super("Interrupted while waiting for limiter \"" + limiterName + "\".");
  }
}
