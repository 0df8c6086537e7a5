package dev.ritmo.runtime.internal.context;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The program that a call belongs to, identified by one of its classes. Several programs may share
 * one Ritmo, each with its own class loader.
 */
public final class Program {

  private static final ThreadLocal<@Nullable Class<?>> CURRENT = new ThreadLocal<>();

  private Program() {}

  /**
   * Runs an action for a call, on the current thread.
   *
   * @param type a class of the program; null if unknown
   */
  public static <T extends @Nullable Object> T during(@Nullable Class<?> type, Supplier<T> action) {
    if (type == null) {
      return action.get();
    }
    Class<?> outer = CURRENT.get();
    CURRENT.set(type);
    try {
      return action.get();
    } finally {
      if (outer == null) {
        CURRENT.remove(); // a thread may outlive the program
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** A class of the program whose call the current thread handles; null if unknown. */
  static @Nullable Class<?> current() {
    return CURRENT.get();
  }
}
