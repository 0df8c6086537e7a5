package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Limit;

/**
 * What a limit is doing at one moment.
 *
 * @param declared the limit
 * @param inForce what is kept because of rejections; the limit itself if that is all
 * @param used how much counts
 * @param margin by which a window is kept longer than its period, in nanoseconds
 */
public record LimitUse(Limit declared, Limit inForce, long used, long margin) {}
