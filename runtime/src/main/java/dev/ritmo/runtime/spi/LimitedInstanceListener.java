package dev.ritmo.runtime.spi;

/**
 * Hears of the instances that are wrapped in the limits of their interface, such as AI services.
 * Found by {@link java.util.ServiceLoader}, with the class loader of Ritmo and that of the
 * interface. Called on the thread that wraps, once for each wrapper, before the first call.
 * Implementations must be thread-safe. Exceptions that they throw are logged and have no effect.
 */
@FunctionalInterface
public interface LimitedInstanceListener {

  /**
   * The instance was wrapped.
   *
   * @param type the interface with the annotations
   * @param instance the instance itself, without the wrapper
   */
  void limited(Class<?> type, Object instance);
}
