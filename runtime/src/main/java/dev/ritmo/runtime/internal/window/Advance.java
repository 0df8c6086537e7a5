package dev.ritmo.runtime.internal.window;

/**
 * An admission that was expected to count from one time and counts from an earlier one. Immutable.
 *
 * @param from when it was expected to begin
 * @param to when it begins
 */
public record Advance(long from, long to) {}
