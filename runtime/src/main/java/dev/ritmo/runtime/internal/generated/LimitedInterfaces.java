package dev.ritmo.runtime.internal.generated;

import dev.ritmo.runtime.internal.context.PerProgram;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.spi.LimitedInstanceListener;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The interfaces of which an instance has been limited in this process. Thread-safe. */
public final class LimitedInterfaces {

  private static final Set<Class<?>> LIMITED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private static final PerProgram<List<LimitedInstanceListener>> LISTENERS =
      new PerProgram<>(LimitedInterfaces::load);

  private LimitedInterfaces() {}

  /** Whether an instance of the interface has been limited. */
  public static boolean contains(Class<?> type) {
    return LIMITED.contains(type);
  }

  /** Whether none has been limited, of any interface. */
  public static boolean isEmpty() {
    return LIMITED.isEmpty();
  }

  /** An instance limits itself, by annotations of its class. */
  static void add(Class<?> type) {
    LIMITED.add(type);
  }

  /** An instance was wrapped. */
  static void add(Class<?> type, Object instance) {
    LIMITED.add(type);
    for (LimitedInstanceListener listener : Program.during(type, LISTENERS::current)) {
      try {
        listener.limited(type, instance);
      } catch (RuntimeException | LinkageError e) {
        ignored(e);
      }
    }
  }

  private static List<LimitedInstanceListener> load(@Nullable ClassLoader program) {
    Map<Class<?>, LimitedInstanceListener> found = new LinkedHashMap<>();
    try {
      ServiceLoader.load(LimitedInstanceListener.class, LimitedInterfaces.class.getClassLoader())
          .forEach(one -> found.putIfAbsent(one.getClass(), one));
      ServiceLoader.load(LimitedInstanceListener.class, program)
          .forEach(one -> found.putIfAbsent(one.getClass(), one));
    } catch (ServiceConfigurationError | LinkageError e) {
      ignored(e);
    }
    return List.copyOf(found.values());
  }

  private static void ignored(Throwable failure) {
    System.getLogger("dev.ritmo")
        .log(Level.WARNING, "A LimitedInstanceListener has failed: " + failure);
  }
}
