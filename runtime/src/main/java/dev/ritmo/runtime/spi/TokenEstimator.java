package dev.ritmo.runtime.spi;

/**
 * How many tokens a text has, as far as can be told before the provider counts them. Without one of
 * its own, a program estimates by the scripts and words of the text, locally and cheaply. Another
 * one is found by {@link java.util.ServiceLoader}, when the first method with a limit of tokens is
 * called; there is to be one at most.
 *
 * <p>It is called for every call of such a method, on the thread of the caller, before admission
 * and outside any lock: one that asks a provider would need a limit of its own. What it throws ends
 * the call. It is to be safe for use by many threads.
 */
@FunctionalInterface
public interface TokenEstimator {

  /** The tokens of the text; from 0 to 10<sup>15</sup>. */
  long tokens(CharSequence text);
}
