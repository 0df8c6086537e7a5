package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of one limit at one moment. Immutable; later versions may add values. */
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
   * Creates the state of a limit for which nothing was inferred from rejections.
   *
   * @param used how much of the limit is in use
   * @param margin by how much an amount counts longer than the period
   */
  public static LimitState of(Limit limit, long used, Duration margin) {
    return new LimitState(limit, limit, used, margin, null);
  }

  /** Returns this state with another limit in force. */
  public LimitState effective(Limit kept) {
    return new LimitState(limit, kept, used, margin, inferred);
  }

  /** Returns this state with the limit inferred from rejections; null if there is none. */
  public LimitState inferred(@Nullable InferredLimit shown) {
    return new LimitState(limit, effective, used, margin, shown);
  }

  /** The limit as declared or overridden. */
  public Limit limit() {
    return limit;
  }

  /**
   * The limit in force: the declared one, or a stricter one that was inferred from rejections,
   * which is enforced as well for as long as there is evidence for it.
   */
  public Limit effective() {
    return effective;
  }

  /** How much of the limit was in use, in the unit of its dimension. */
  public long used() {
    return used;
  }

  /** How much longer than the period an amount counts; rejections may widen it for a while. */
  public Duration margin() {
    return margin;
  }

  /** The limit inferred from rejections; null if there is none. */
  public @Nullable InferredLimit inferred() {
    return inferred;
  }

  /**
   * Why less than the declared limit is admitted, in a sentence; empty if it is not, or if it is
   * not known.
   */
  public Optional<String> evidence() {
    return Optional.ofNullable(inferred)
        .map(
            found ->
                "%s rejected although the limit of %s was kept, so the limit of %s is kept as well since %s; a request beyond it was last rejected at %s"
                    .formatted(
                        found.rejections() == 1
                            ? "1 request was"
                            : found.rejections() + " requests were",
                        limit,
                        found.limit(),
                        found.since(),
                        found.confirmed()));
  }

  /** Whether less than the declared limit is admitted, because of rejections. */
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
