package dev.ritmo.runtime.spi;

/**
 * Carries what the thread of a caller holds (what is logged with every line, a trace) to the
 * threads on which its asynchronous call goes on. Found with {@link java.util.ServiceLoader}, by
 * the class loader of Ritmo. Implementations are safe for use by many threads, and do not block;
 * what they throw is logged, and changes nothing for the call.
 */
public interface ContextCarrier {

  /** What the current thread holds now; taken when a call arrives. */
  Carried capture();

  /** What a thread held; immutable. */
  interface Carried {

    /**
     * Lets the current thread hold this instead of what it holds.
     *
     * @return lets the thread hold again what it held before; run on the same thread
     */
    Runnable restore();
  }
}
