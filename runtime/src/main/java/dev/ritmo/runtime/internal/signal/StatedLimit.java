package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;

/**
 * What the headers of an answer say about one limit. Immutable.
 *
 * @param limit the amount allowed
 * @param remaining how much of it is left
 * @param resetNanos how long until all of it is available again
 * @param periodNanos the period of the limit; 0 if they do not state it
 */
public record StatedLimit(
    Dimension dimension, long limit, long remaining, long resetNanos, long periodNanos) {}
