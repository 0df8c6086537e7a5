package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.generated.Decorators;
import dev.ritmo.runtime.internal.generated.GeneratedClasses;
import org.jspecify.annotations.Nullable;

/** Called by aspects of factories, with the instances that the factories create. */
public final class LimitedInstances {

  private LimitedInstances() {}

  /**
   * Wraps the instance with the limits of the interfaces that its class implements. Returns the
   * instance itself if they have none, or if it is limited already.
   *
   * @throws IllegalArgumentException if its class has annotations on only some governed methods
   * @throws IllegalStateException if the class generated for an interface is not woven or not
   *     accessible, or was not generated because the interface only inherits governed methods
   */
  public static @Nullable Object limit(@Nullable Object instance) {
    return instance == null ? null : Decorators.limit(instance);
  }

  /** Whether a class has governed methods of its own. */
  public static boolean isGoverned(Class<?> type) {
    return GeneratedClasses.find(type) != null;
  }

  /**
   * As {@link #limit(Object)}, for a proxy that a framework has put around an instance: what counts
   * is the class of that.
   *
   * @param implementation the class of the instance that the proxy stands for
   */
  public static Object limit(Object proxy, Class<?> implementation) {
    return Decorators.limit(proxy, implementation);
  }
}
