package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.TokenTotals;
import dev.ritmo.runtime.spi.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How much of each dimension calls have reserved so far, and how much has counted in the end. Every
 * number only grows. Not thread-safe: guarded by the limiter.
 */
@SuppressWarnings("EnumOrdinal") // the index into arrays that are as long as the enum
public final class TokenCounters {

  private final long[] reserved = new long[Dimension.values().length];
  private final long[] used = new long[reserved.length];

  /** A call was admitted that reserves this. */
  public void reserve(Dimension dimension, long amount) {
    reserved[dimension.ordinal()] += amount;
  }

  /** A call has ended that has used this, or of which this counts. */
  public void use(Dimension dimension, long amount) {
    used[dimension.ordinal()] += amount;
  }

  /** What was reserved so far. */
  public long reserved(Dimension dimension) {
    return reserved[dimension.ordinal()];
  }

  /** The same for programs, of those dimensions that are reserved and limited. */
  public List<TokenTotals> totals(Set<Dimension> limited) {
    List<TokenTotals> totals = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (dimension.isReserved() && limited.contains(dimension)) {
        totals.add(TokenTotals.of(dimension, reserved(dimension), used[dimension.ordinal()]));
      }
    }
    return totals;
  }
}
