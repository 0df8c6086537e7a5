package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.generated.Decorators;
import org.jspecify.annotations.Nullable;

/** What aspects of factories call with the instances that these have made. */
public final class LimitedInstances {

  private LimitedInstances() {}

  /**
   * The instance with the limits of the interfaces that its class implements; the instance itself
   * if they have none, or it has them already.
   *
   * @throws IllegalArgumentException if its class has annotations on some governed methods only
   * @throws IllegalStateException if the class generated for an interface is not woven or cannot be
   *     reached, or was not generated because an interface only inherits governed methods
   */
  public static @Nullable Object limit(@Nullable Object instance) {
    return instance == null ? null : Decorators.limit(instance);
  }
}
