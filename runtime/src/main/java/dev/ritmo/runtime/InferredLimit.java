package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit that Ritmo infers from rejections which no declared limit explains. Ritmo keeps probing
 * whether it still holds: now and then, one request beyond it is tried. Immutable; later versions
 * may add values.
 */
public final class InferredLimit {

  private final Limit limit;
  private final Instant since;
  private final int rejections;
  private final Instant confirmed;

  private InferredLimit(Limit limit, Instant since, int rejections, Instant confirmed) {
    this.limit = limit;
    this.since = since;
    this.rejections = rejections;
    this.confirmed = confirmed;
  }

  /** Creates a limit inferred at this time from this many rejections, and not confirmed since. */
  public static InferredLimit of(Limit limit, Instant since, int rejections) {
    return new InferredLimit(limit, since, rejections, since);
  }

  /** Returns this limit, last confirmed at the given time. */
  public InferredLimit confirmed(Instant last) {
    return new InferredLimit(limit, since, rejections, last);
  }

  /** The limit that is enforced. */
  public Limit limit() {
    return limit;
  }

  /** When it was inferred. */
  public Instant since() {
    return since;
  }

  /** How many rejections it was inferred from. */
  public int rejections() {
    return rejections;
  }

  /** When a request beyond it was last rejected; {@link #since} if none was. */
  public Instant confirmed() {
    return confirmed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InferredLimit that
        && limit.equals(that.limit)
        && since.equals(that.since)
        && rejections == that.rejections
        && confirmed.equals(that.confirmed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(limit, since, rejections, confirmed);
  }

  @Override
  public String toString() {
    return "InferredLimit[limit=%s, since=%s, rejections=%s, confirmed=%s]"
        .formatted(limit, since, rejections, confirmed);
  }
}
