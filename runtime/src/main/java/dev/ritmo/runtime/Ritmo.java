package dev.ritmo.runtime;

import dev.ritmo.runtime.aspect.Guards;
import dev.ritmo.runtime.internal.call.CallObservers;
import dev.ritmo.runtime.internal.call.CurrentCall;
import dev.ritmo.runtime.internal.call.GuardedObserver;
import dev.ritmo.runtime.internal.config.GivenSources;
import dev.ritmo.runtime.internal.config.Reconfiguration;
import dev.ritmo.runtime.internal.config.Reports;
import dev.ritmo.runtime.internal.events.EventQueue;
import dev.ritmo.runtime.internal.events.GuardedListener;
import dev.ritmo.runtime.internal.generated.Decorators;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterRegistry;
import dev.ritmo.runtime.internal.signal.Classifiers;
import dev.ritmo.runtime.internal.verify.WeavingCheck;
import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.ConfigurationSource;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RitmoListener;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The entry point for programs: returns limiters and their state, and checks that everything
 * annotated is governed. Thread-safe.
 */
public final class Ritmo {

  private Ritmo() {}

  /**
   * Returns the limiter of this name. Never fails, because the limiter may be declared later: by a
   * program that gives its {@linkplain #limiter(String, Limits) limits}, by the first call of a
   * method whose annotation names it, or by the first call of a method that uses the entry of this
   * name in a plan.
   *
   * <p>The limiter is looked up at its first use and cached until {@link #reset()}. Using it before
   * it is declared fails with {@link IllegalStateException}, not {@link IllegalArgumentException}:
   * the name becomes valid when the limiter is declared.
   */
  public static Limiter limiter(String name) {
    return NamedLimiter.of(Objects.requireNonNull(name, "name"));
  }

  /**
   * Returns the limiter of this name with these limits, and creates it if there is none; for code
   * that cannot be annotated. Configuration overrides these numbers as it does those of
   * annotations.
   *
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  public static Limiter limiter(String name, Limit... limits) {
    return limiter(name, Limits.of(limits));
  }

  /**
   * As {@link #limiter(String, Limit...)}, with limits for each key. The returned limiter declares
   * its limits again when it is first used after {@link #reset()} or {@link #off()}.
   *
   * <p>If the calling class was reloaded by another class loader, different limits are no error:
   * they replace the previous ones, as {@link Limiter#change} does.
   *
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  public static Limiter limiter(String name, Limits limits) {
    return NamedLimiter.declared(name, limits);
  }

  /** The time by which limiters of today run: that of the system, unless a test has set another. */
  public static TimeSource time() {
    return LimiterRegistry.current().timeline().source();
  }

  /** The current state of all limiters, sorted by name. */
  public static List<LimiterSnapshot> limiters() {
    return LimiterRegistry.current().all().stream().map(Admission::snapshot).toList();
  }

  /**
   * Adds a listener, which hears from now on what happens to limiters and to calls that wait, in
   * addition to those found as services. It stays until it is removed, even after {@link #reset()}.
   */
  public static Registration listen(RitmoListener listener) {
    GuardedListener added =
        EventQueue.ofProcess().add(Objects.requireNonNull(listener, "listener"));
    return new Registration() {
      @Override
      public void close() {
        EventQueue.ofProcess().remove(added);
      }

      @Override
      public long failures() {
        return added.failures();
      }
    };
  }

  /**
   * Adds an observer of all calls that start from now on, in addition to those found as services.
   * It stays until it is removed, even after {@link #reset()}.
   */
  public static Registration observe(CallObserver observer) {
    GuardedObserver added = CallObservers.add(Objects.requireNonNull(observer, "observer"));
    return new Registration() {
      @Override
      public void close() {
        CallObservers.remove(added);
      }

      @Override
      public long failures() {
        return added.failures();
      }
    };
  }

  /**
   * Returns the governed call whose body the current thread runs, the innermost of nested ones, so
   * that an integration can tell observers more about it by its {@linkplain
   * CallObserver.Call#attributes attributes}. Empty if the call is not observed.
   */
  public static Optional<CallObserver.Call> currentCall() {
    return Optional.ofNullable(CurrentCall.get());
  }

  /**
   * Asks these sources of configuration first from now on, in their order, and changes limiters
   * that exist accordingly. Of several suppliers the youngest is asked first. They stay until the
   * registration is closed, even after {@link #reset()}; closing it changes the limiters again.
   *
   * @param sources called each time that a limiter or a method is configured
   */
  public static Registration configure(Supplier<List<ConfigurationSource>> sources) {
    GivenSources.add(Objects.requireNonNull(sources, "sources"));
    reconfigure();
    return new Registration() {
      @Override
      public void close() {
        if (GivenSources.remove(sources)) {
          reconfigure();
        }
      }

      @Override
      public long failures() {
        return 0;
      }
    };
  }

  /**
   * Reads the configuration anew, for limiters and methods that have read it before. A limiter of
   * which it says the same as before stays as it is, even if {@link Limiter#change} has changed it.
   */
  public static void reconfigure() {
    Reconfiguration.run();
    Guards.forgetAll();
  }

  /**
   * Declares the limiters of the governed methods of a class now instead of at their first calls,
   * so that {@link #limiters} and {@link #checkConfiguration} know them. Does not initialize the
   * class.
   *
   * @return whether the class has governed methods of its own
   * @throws IllegalStateException if a limiter is declared with other limits elsewhere
   */
  public static boolean declare(Class<?> type) {
    return Guards.declare(type);
  }

  /**
   * Checks the configuration against all limiters that are declared by now. Each problem is logged
   * once.
   *
   * @return a sentence for each value that is invalid, or overrides nothing; empty if there is none
   */
  public static List<String> checkConfiguration() {
    return Reconfiguration.problems();
  }

  /**
   * Shuts down all limiters, those that are declared later included: waiting calls are refused, and
   * so is every call from now on. For the end of an application, so that it does not wait for calls
   * that wait. {@link #reopen} and {@link #reset()} end it.
   */
  public static void shutDown() {
    LimiterRegistry.current().shutDown();
  }

  /** Admits calls again after a shutdown, to all limiters. What was admitted before counts. */
  public static void reopen() {
    LimiterRegistry.current().reopen();
  }

  /**
   * Wraps the instance so that the annotations on an interface apply to its abstract methods. For
   * instances created at run time, such as AI services and declarative HTTP clients: an abstract
   * method has no body to weave.
   *
   * <p>No call is counted twice: an instance that is limited already is returned as it is, and so
   * is one whose class has annotations of its own on these methods. Default methods run on the
   * instance itself, so the methods that they call are not limited.
   *
   * @param type an interface with annotations on itself or on its own abstract methods
   * @param instance the target of the calls
   * @throws IllegalArgumentException if no class was generated for the type, or if the class of the
   *     instance has annotations on only some of its governed methods
   * @throws IllegalStateException if the generated class is not woven, or is not accessible
   */
  public static <T> T limit(Class<T> type, T instance) {
    return Decorators.limit(type, instance);
  }

  /**
   * Checks that every annotated method on the class path is woven and was processed, in
   * directories, jars and nested jars. A location that cannot be read is a failure too. Call it in
   * one test of a build, or at the start of {@code main}: nothing else notices a build without the
   * processor and the plugin. Loads the classes that have such methods without initializing them.
   *
   * <p>Also logs the governed interfaces of which no instance has been limited so far, which is no
   * failure: at INFO if that is so of all, for the program may not have started yet, otherwise as a
   * warning.
   *
   * @throws IllegalStateException if any is not; the message lists all of them and says how to fix
   *     it
   */
  public static void verify() {
    WeavingCheck.ofClassPath().verify();
  }

  /**
   * For tests: lets every call pass from now on, without limits, waits and retries, until {@link
   * #reset()}. Forgets all limiters.
   */
  public static void off() {
    LimiterRegistry.switchOff();
    Guards.forgetAll();
  }

  /**
   * For tests: forgets all limiters and what they have admitted, and ends {@link #off()}. A {@link
   * Limiter} that the program keeps, for example in a constant, is found or declared anew at its
   * next use.
   */
  public static void reset() {
    reset(TimeSource.system());
  }

  /**
   * For tests: forgets all limiters, and uses this time source for new ones. Waiting calls keep
   * waiting in the forgotten limiters.
   */
  public static void reset(TimeSource time) {
    LimiterRegistry.reset(time);
    Guards.forgetAll();
    Classifiers.forgetAll();
    Reports.forgetAll();
  }
}
