package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a limiter was doing at one moment.
 *
 * @param name the name of the limiter
 * @param limits the limits in force; none where it only pauses
 * @param admitted calls admitted so far, every attempt counted
 * @param inWindow calls that count now against the limit that counts the most of them
 * @param waiting calls that wait now
 * @param refused calls refused so far, at once or while they waited
 * @param retried attempts after the first that were asked for so far
 * @param pausedUntil the time before which nobody is admitted, by the provider's word; null if it
 *     is not paused
 */
public record LimiterSnapshot(
    String name,
    List<Limit> limits,
    long admitted,
    int inWindow,
    int waiting,
    long refused,
    long retried,
    @Nullable Instant pausedUntil) {}
