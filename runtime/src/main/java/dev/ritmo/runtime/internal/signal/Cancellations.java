package dev.ritmo.runtime.internal.signal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Failures that the program itself has caused, so that a retry is not wanted. */
final class Cancellations {

  private static final Set<String> NAMES =
      Set.of("software.amazon.awssdk.core.exception.AbortedException");

  private static final Set<String> MESSAGES = Set.of("canceled", "cancelled", "socket closed");

  private Cancellations() {}

  /** Whether the program has cancelled or interrupted the request, or closed its connection. */
  static boolean includes(Throwable failure) {
    if (failure instanceof InterruptedException
        || failure instanceof CancellationException
        || failure instanceof AsynchronousCloseException
        || NAMES.contains(failure.getClass().getName())) {
      return true;
    }
    if (failure instanceof InterruptedIOException) {
      return SignalByType.of(failure) == null; // time-outs have this type too
    }
    String message = failure instanceof IOException ? Causes.message(failure) : null;
    return message != null
        && message.length() < 20
        && MESSAGES.contains(message.toLowerCase(Locale.ROOT));
  }
}
