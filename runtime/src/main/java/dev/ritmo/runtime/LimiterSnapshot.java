package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a limiter was doing at one moment.
 *
 * @param name the name of the limiter
 * @param states its limits over all calls, and what each is doing; none where it only pauses
 * @param perKey the limits that each key has for itself
 * @param keys the keys with a state of their own
 * @param admitted calls admitted so far, every attempt counted
 * @param waiting calls that wait now
 * @param refused calls refused so far, at once or while they waited
 * @param retried attempts after the first that were asked for so far
 * @param lost permits taken back so far because nobody had closed them for an hour
 * @param pauses how often the provider's word has paused it so far; one burst is once
 * @param retriesLeft how many retries its budget has left
 * @param pausedUntil the time before which nobody is admitted, by the provider's word; null if it
 *     is not paused, or only some keys are, of which each is an account
 */
public record LimiterSnapshot(
    String name,
    List<LimitState> states,
    List<Limit> perKey,
    int keys,
    long admitted,
    int waiting,
    long refused,
    long retried,
    long lost,
    long pauses,
    long retriesLeft,
    @Nullable Instant pausedUntil) {

  /** The limits in force over all calls. */
  public List<Limit> limits() {
    return states.stream().map(LimitState::limit).toList();
  }
}
