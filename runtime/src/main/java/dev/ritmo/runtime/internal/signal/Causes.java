package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure and its causes, however they are linked: in a circle, or by an accessor that throws.
 */
public final class Causes {

  private static final int MOST = 32;

  private Causes() {}

  /** The failure, its cause, the cause of that, and so on, at most 32. */
  public static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (@Nullable Throwable cause = failure;
        cause != null && causes.size() < MOST;
        cause = next(cause)) {
      causes.add(cause);
    }
    return causes;
  }

  private static @Nullable Throwable next(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException e) {
      return null;
    }
  }
}
