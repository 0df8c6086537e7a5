package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure and its causes, even if they form a cycle or their accessors throw. */
public final class Causes {

  private static final int MOST = 32;

  private Causes() {}

  /** The failure, its cause, the cause of that, and so on; at most 32. */
  public static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (@Nullable Throwable cause = failure;
        cause != null && causes.size() < MOST;
        cause = next(cause)) {
      causes.add(cause);
    }
    return causes;
  }

  /**
   * The causes that say something about the provider: all before the first {@link Error} or
   * cancellation, whose own causes do not count.
   */
  public static List<Throwable> ofProvider(Throwable failure) {
    List<Throwable> causes = of(failure);
    for (int i = 0; i < causes.size(); i++) {
      Throwable cause = causes.get(i);
      if (cause instanceof Error || Cancellations.includes(cause)) {
        return causes.subList(0, i);
      }
    }
    return causes;
  }

  /** The message of an exception; null if it has none, or if the accessor throws. */
  public static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException | Error e) {
      return null;
    }
  }

  private static @Nullable Throwable next(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException | Error e) {
      return null;
    }
  }
}
