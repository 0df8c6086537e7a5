package dev.ritmo.runtime;

import dev.ritmo.runtime.aspect.Guards;
import dev.ritmo.runtime.internal.call.CallObservers;
import dev.ritmo.runtime.internal.call.GuardedObserver;
import dev.ritmo.runtime.internal.config.Reports;
import dev.ritmo.runtime.internal.generated.Decorators;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Limiters;
import dev.ritmo.runtime.internal.signal.Classifiers;
import dev.ritmo.runtime.internal.verify.WeavingCheck;
import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.List;
import java.util.Objects;

/**
 * The way in for programs: what limiters there are, what each is doing now, and whether everything
 * annotated is governed. Safe for use by many threads.
 */
public final class Ritmo {

  private Ritmo() {}

  /**
   * The limiter of that name. It may be declared later: by a program that gives its {@linkplain
   * #limiter(String, Limits) limits}, by the first call of a method whose annotation names it, or
   * by the first call of one that takes the limits of a plan of that name. So this never fails.
   *
   * <p>The limiter is looked up by its first request, or by whatever else it is asked to do, and is
   * kept until {@link #reset()}; after that it is looked up again. A request that comes before the
   * limiter is declared fails with {@link IllegalStateException}, not an {@link
   * IllegalArgumentException}: the same name is good as soon as the limiter is declared.
   */
  public static Limiter limiter(String name) {
    return NamedLimiter.of(Objects.requireNonNull(name, "name"));
  }

  /**
   * The limiter of that name with these limits, made if there is none; for code that cannot be
   * annotated. Whatever overrides the numbers of an annotation overrides these as well.
   *
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  public static Limiter limiter(String name, Limit... limits) {
    return limiter(name, Limits.of(limits));
  }

  /**
   * As {@link #limiter(String, Limit...)}, with limits for each key. What this returns declares its
   * limits again when it is first used after {@link #reset()} or {@link #off()}.
   *
   * <p>Where the class that calls this has been loaded anew, by another class loader, other limits
   * are kept from now on, as {@link Limiter#change} does.
   *
   * @throws IllegalStateException if the name is taken by a limiter with other limits
   */
  public static Limiter limiter(String name, Limits limits) {
    return NamedLimiter.declared(name, limits);
  }

  /** What every limiter is doing now, in the order of their names. */
  public static List<LimiterSnapshot> limiters() {
    return Limiters.current().all().stream().map(CallLimiter::snapshot).toList();
  }

  /**
   * Adds an observer of all calls that start from now on, beside those that are found as services.
   * It stays until it is removed, also after {@link #reset()}.
   */
  public static Registration listen(CallObserver observer) {
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
   * The instance with the limits and retries that the annotations on an interface ask for around
   * its abstract methods. It is for instances that are made at run time, such as AI services and
   * declarative HTTP clients: what stands on an abstract method has no body to be woven.
   *
   * <p>An instance that is limited already is returned as it is, and so is one whose class carries
   * annotations of its own on these methods: no call is counted twice. Default methods are passed
   * on; those that they call on themselves do not come by here.
   *
   * @param type an interface with annotations on itself or on its own abstract methods
   * @param instance what calls are passed on to
   * @throws IllegalArgumentException if there is no class that was generated for the type, or the
   *     class of the instance has annotations on some of its governed methods only
   * @throws IllegalStateException if the generated class is not woven, or cannot be reached
   */
  public static <T> T limit(Class<T> type, T instance) {
    return Decorators.limit(type, instance);
  }

  /**
   * Checks that every annotated method on the class path, in directories, jars and the libraries
   * within them, is woven and has been through the processor. What cannot be looked into is a
   * failure, too. Meant for one test of a build, or for the start of {@code main}: it is the only
   * way to notice a build in which neither takes part. Loads the classes that have such methods
   * without initializing them.
   *
   * @throws IllegalStateException if any is not; the message lists them all and says how to mend it
   */
  public static void verify() {
    WeavingCheck.ofClassPath().verify();
  }

  /**
   * For tests: lets every call pass that comes from now on, without limits, waits and retries,
   * until {@link #reset()}. Forgets all limiters.
   */
  public static void off() {
    Limiters.switchOff();
    Guards.forgetAll();
  }

  /**
   * For tests: forgets all limiters and what they have admitted, and limits again. A {@link
   * Limiter} that the program keeps, in a constant for example, is found or declared anew when it
   * is next used.
   */
  public static void reset() {
    reset(TimeSource.system());
  }

  /**
   * For tests: forgets all limiters, and runs those made from now on on this time. Calls that wait
   * go on waiting in the limiters forgotten.
   */
  public static void reset(TimeSource time) {
    Limiters.reset(time);
    Guards.forgetAll();
    Classifiers.forgetAll();
    Reports.forgetAll();
  }
}
