package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.config.Element.Kind;
import dev.ritmo.runtime.spi.Limit;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The DEBUG log line with the limits of a new limiter and the origin of each. Nothing is formatted,
 * and no lambda is created, before it is known that the level is enabled: that would be the first
 * lambda in many programs, and slow.
 *
 * @param method the method that carries the annotation; null if the program declares the limits
 */
record Announcement(
    Overrides overrides, String name, Limits declared, Limits inForce, @Nullable String method)
    implements Runnable {

  /** In nanoseconds; keeps the look-up of the logger from slowing down a first call. */
  private static final long DELAY = 250_000_000;

  private static final Queue<Announcement> WAITING = new ConcurrentLinkedQueue<>();
  private static final AtomicBoolean IS_LOOKED_FOR = new AtomicBoolean();

  /** Null until looked up. */
  private static volatile System.@Nullable Logger logger;

  /**
   * Logs the line if the level is enabled. The first time uses a thread, because looking up a
   * logger starts the logging of the JVM, which takes half as long as a first call.
   */
  void publish() {
    WAITING.add(this);
    System.Logger known = logger;
    if (known != null) {
      logWaiting(known);
    } else if (IS_LOOKED_FOR.compareAndSet(false, true)) {
      Thread thread = new Thread(null, this, "ritmo-announcement", 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    LockSupport.parkNanos(DELAY);
    System.Logger found = System.getLogger("dev.ritmo");
    logger = found;
    logWaiting(found);
  }

  private static void logWaiting(System.Logger to) {
    for (Announcement next = WAITING.poll(); next != null; next = WAITING.poll()) {
      next.log(to);
    }
  }

  private void log(System.Logger to) {
    if (to.isLoggable(Level.DEBUG)) {
      to.log(Level.DEBUG, text());
    }
  }

  private String origin() {
    return method == null ? "code" : "annotation of " + method;
  }

  String text() {
    Elements elements = overrides.elements(Kind.LIMITER, name);
    List<String> parts = new ArrayList<>();
    add(parts, "", inForce.overall(), Overrides.overall(elements, declared));
    add(parts, " for each key", inForce.perKey(), Overrides.perKey(elements, declared));
    return "Limiter \""
        + name
        + "\" keeps "
        + (parts.isEmpty() ? "no limits (" + origin() + ")" : String.join(", ", parts));
  }

  private void add(List<String> to, String forWhom, List<Limit> limits, LimitOverrides overridden) {
    for (int i = 0; i < limits.size(); i++) {
      List<Setting> from = overridden.origins(i);
      String places = String.join(", ", from.stream().map(Setting::toString).toList());
      to.add(limits.get(i) + forWhom + " (" + (from.isEmpty() ? origin() : places) + ")");
    }
  }
}
