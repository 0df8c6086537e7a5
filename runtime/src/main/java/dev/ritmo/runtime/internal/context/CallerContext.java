package dev.ritmo.runtime.internal.context;

import dev.ritmo.runtime.spi.ContextCarrier;
import dev.ritmo.runtime.spi.ContextCarrier.Carried;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The context of a caller's thread at the arrival of an asynchronous call. Empty without a {@link
 * ContextCarrier}. Immutable.
 */
public final class CallerContext {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static final List<ContextCarrier> CARRIERS = load();
  private static final CallerContext NOTHING = new CallerContext(List.of());

  private final List<Carried> carried;

  CallerContext(List<Carried> carried) {
    this.carried = carried;
  }

  private static List<ContextCarrier> load() {
    try {
      return ServiceLoader.load(ContextCarrier.class, CallerContext.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      ignored(e);
      return List.of();
    }
  }

  /** The context of the current thread. */
  public static CallerContext ofThisThread() {
    return CARRIERS.isEmpty() ? NOTHING : captured(CARRIERS);
  }

  static CallerContext captured(List<ContextCarrier> carriers) {
    List<Carried> all = new ArrayList<>();
    for (ContextCarrier carrier : carriers) {
      try {
        all.add(carrier.capture());
      } catch (RuntimeException | LinkageError e) {
        ignored(e);
      }
    }
    return new CallerContext(all);
  }

  /** Runs an action with this context on the current thread, instead of the thread's own. */
  public void run(Runnable action) {
    if (carried.isEmpty()) {
      action.run();
      return;
    }
    List<Runnable> undo = new ArrayList<>();
    for (Carried each : carried) {
      try {
        undo.add(0, each.restore());
      } catch (RuntimeException | LinkageError e) {
        ignored(e);
      }
    }
    try {
      action.run();
    } finally {
      undo.forEach(CallerContext::undo);
    }
  }

  private static void undo(Runnable undo) {
    try {
      undo.run();
    } catch (RuntimeException | LinkageError e) {
      ignored(e);
    }
  }

  private static void ignored(Throwable failure) {
    LOG.log(
        Level.WARNING,
        "The context of a caller is not carried to where its call goes on: a ContextCarrier failed with {0}.",
        failure.getClass().getName());
  }
}
