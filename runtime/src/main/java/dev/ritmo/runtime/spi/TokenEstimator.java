package dev.ritmo.runtime.spi;

/**
 * Estimates the number of tokens in a text before the provider counts them. The default works
 * locally and cheaply, from the scripts and words of the text. A replacement is found by {@link
 * java.util.ServiceLoader} when the first method with a limit of tokens is called; there must be at
 * most one.
 *
 * <p>It is called for every call of such a method, on the thread of the caller, before admission
 * and outside any lock. An estimator that calls a provider would need a limit of its own. An
 * exception ends the call. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface TokenEstimator {

  /** Returns the estimated number of tokens, from 0 to 10<sup>15</sup>. */
  long tokens(CharSequence text);
}
