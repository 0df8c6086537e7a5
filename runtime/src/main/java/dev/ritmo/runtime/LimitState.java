package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one limit was doing at one moment. Immutable; later versions may tell more. */
public final class LimitState {

  private final Limit limit;
  private final Limit effective;
  private final long used;
  private final Duration margin;
  private final @Nullable InferredLimit inferred;

  private LimitState(
      Limit limit, Limit effective, long used, Duration margin, @Nullable InferredLimit inferred) {
    this.limit = limit;
    this.effective = effective;
    this.used = used;
    this.margin = margin;
    this.inferred = inferred;
  }

  /**
   * A limit of which rejections have shown nothing.
   *
   * @param used how much of it counts
   * @param margin by how much an amount counts longer than the period
   */
  public static LimitState of(Limit limit, long used, Duration margin) {
    return new LimitState(limit, limit, used, margin, null);
  }

  /** This state, where another limit is kept. */
  public LimitState effective(Limit kept) {
    return new LimitState(limit, kept, used, margin, inferred);
  }

  /** This state, with what rejections have shown; null if nothing. */
  public LimitState inferred(@Nullable InferredLimit shown) {
    return new LimitState(limit, effective, used, margin, shown);
  }

  /** The limit, as it was declared or overridden. */
  public Limit limit() {
    return limit;
  }

  /**
   * What is kept: the limit, or a stricter one that was inferred from rejections and is kept beside
   * it, for as long as there is evidence for it.
   */
  public Limit effective() {
    return effective;
  }

  /** How much of the limit counted. */
  public long used() {
    return used;
  }

  /** By how much an amount counts longer than the period; rejections may widen it for a while. */
  public Duration margin() {
    return margin;
  }

  /** What rejections have shown, and since when; null if nothing. */
  public @Nullable InferredLimit inferred() {
    return inferred;
  }

  /** Whether less is kept than the limit says, because of rejections. */
  public boolean isLowered() {
    return !effective.equals(limit);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LimitState that
        && limit.equals(that.limit)
        && effective.equals(that.effective)
        && used == that.used
        && margin.equals(that.margin)
        && Objects.equals(inferred, that.inferred);
  }

  @Override
  public int hashCode() {
    return Objects.hash(limit, effective, used, margin, inferred);
  }

  @Override
  public String toString() {
    return "LimitState[limit=%s, effective=%s, used=%s, margin=%s, inferred=%s]"
        .formatted(limit, effective, used, margin, inferred);
  }
}
