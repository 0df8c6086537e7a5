package dev.ritmo.runtime.internal.window;

/**
 * When an admitted call left and from when it counts. Both are the same unless the call left while
 * {@link Connections} were being made. Immutable.
 *
 * @param left when the call was admitted
 * @param from when it begins to count; not before {@code left}
 */
public record CallTimes(long left, long from) {

  /** Whether the request reached the provider about when it left. */
  boolean isTimely() {
    return from == left;
  }
}
