package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Dimension;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one kind so far: what calls have reserved, and what has counted in the end. Both only
 * grow. Immutable; later versions may add values.
 */
public final class TokenTotals {

  private final Dimension dimension;
  private final long reserved;
  private final long used;

  private TokenTotals(Dimension dimension, long reserved, long used) {
    this.dimension = dimension;
    this.reserved = reserved;
    this.used = used;
  }

  /** Creates totals of one kind of tokens. */
  public static TokenTotals of(Dimension dimension, long reserved, long used) {
    return new TokenTotals(dimension, reserved, used);
  }

  /** The kind of tokens. */
  public Dimension dimension() {
    return dimension;
  }

  /** What calls have reserved when they were admitted; each attempt counts. */
  public long reserved() {
    return reserved;
  }

  /**
   * What calls that have ended have used, as far as they report it; what they had reserved
   * otherwise. Calls given back have used nothing.
   */
  public long used() {
    return used;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenTotals that
        && dimension == that.dimension
        && reserved == that.reserved
        && used == that.used;
  }

  @Override
  public int hashCode() {
    return Objects.hash(dimension, reserved, used);
  }

  @Override
  public String toString() {
    return "TokenTotals[dimension=%s, reserved=%s, used=%s]".formatted(dimension, reserved, used);
  }
}
