package dev.ritmo.runtime.spi;

/**
 * Carries the context of the caller's thread, such as the MDC or a trace, to the threads on which
 * its asynchronous call continues. Found by {@link java.util.ServiceLoader}, with the class loader
 * of Ritmo. Implementations must be thread-safe and must not block. Exceptions that they throw are
 * logged and do not affect the call.
 */
public interface ContextCarrier {

  /** Captures the context of the current thread, when a call arrives. */
  Carried capture();

  /** The captured context; immutable. */
  interface Carried {

    /**
     * Sets this context on the current thread.
     *
     * @return restores the previous context; Ritmo runs it on the same thread
     */
    Runnable restore();
  }
}
