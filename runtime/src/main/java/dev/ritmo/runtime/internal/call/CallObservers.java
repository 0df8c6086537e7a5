package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.spi.CallObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The call observers of this process: services, and those that programs add. Thread-safe. */
public final class CallObservers {

  /** Null if there are none, so that an unobserved call only pays for this read. */
  private static volatile @Nullable CallObservers current = load();

  private final List<GuardedObserver> observers;

  private CallObservers(List<GuardedObserver> observers) {
    this.observers = observers;
  }

  /** The current observers; null if there are none. */
  static @Nullable CallObservers current() {
    return current;
  }

  private static @Nullable CallObservers load() {
    List<GuardedObserver> found = new ArrayList<>();
    try {
      ServiceLoader.load(CallObserver.class, CallObservers.class.getClassLoader())
          .forEach(observer -> found.add(new GuardedObserver(observer)));
    } catch (ServiceConfigurationError | LinkageError e) {
      GuardedObserver.warn("A CallObserver cannot be loaded", e);
    }
    return found.isEmpty() ? null : new CallObservers(List.copyOf(found));
  }

  /** Adds an observer of the calls that start from now on. */
  public static synchronized GuardedObserver add(CallObserver observer) {
    GuardedObserver added = new GuardedObserver(observer);
    List<GuardedObserver> all = all();
    all.add(added);
    current = new CallObservers(List.copyOf(all));
    return added;
  }

  /** Removes an observer; does nothing if it was not added. */
  public static synchronized void remove(GuardedObserver observer) {
    List<GuardedObserver> all = all();
    all.remove(observer);
    current = all.isEmpty() ? null : new CallObservers(List.copyOf(all));
  }

  private static List<GuardedObserver> all() {
    CallObservers before = current;
    return new ArrayList<>(before == null ? List.of() : before.observers);
  }

  /** Notifies the observers that a call starts. */
  Observation callStarted(String limiter, @Nullable String method) {
    Observation.Started call = new Observation.Started(limiter, method);
    List<Observed> scopes = new ArrayList<>(observers.size());
    for (GuardedObserver observer : observers) {
      CallObserver.CallScope scope = observer.callStarted(call);
      if (scope != null) {
        scopes.add(new Observed(observer, scope));
      }
    }
    return new Observation(call, scopes);
  }
}
