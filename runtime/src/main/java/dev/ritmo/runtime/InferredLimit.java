package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;

/**
 * A limit that is kept because of rejections that no declared limit explains. It is always being
 * lifted: one request beyond it is tried now and then. Immutable.
 *
 * @param limit what is kept
 * @param since when it was inferred
 * @param rejections how many rejections it was inferred from
 * @param confirmed when a request beyond it was last rejected; {@code since} if none was
 */
public record InferredLimit(Limit limit, Instant since, int rejections, Instant confirmed) {}
