package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All limits of one limiter, and how they are enforced. Immutable; start from {@link #of} and
 * change what differs.
 */
public final class Limits {

  private static final int MAX_KEYS = 100_000;
  private static final Duration SETUP = Duration.ofSeconds(5);
  private static final Duration LONGEST_SETUP = Duration.ofMinutes(10);

  private final List<Limit> overall;
  private final List<Limit> perKey;
  private final int maxKeys;
  private final boolean keysAreAccounts;
  private final boolean infers;
  private final Duration setup;

  private Limits(
      List<Limit> overall,
      List<Limit> perKey,
      int maxKeys,
      boolean keysAreAccounts,
      boolean infers,
      Duration setup) {
    if (setup.isNegative() || setup.compareTo(LONGEST_SETUP) > 0) {
      throw new IllegalArgumentException(
          "setup must be from 0 to 10 minutes, but was " + setup.toMillis() + " ms");
    }
    if (maxKeys < 1) {
      throw new IllegalArgumentException("maxKeys must be at least 1, but was " + maxKeys);
    }
    this.overall = List.copyOf(overall);
    this.perKey = List.copyOf(perKey);
    this.maxKeys = maxKeys;
    this.keysAreAccounts = keysAreAccounts;
    this.infers = infers;
    this.setup = setup;
  }

  /** Creates limits over all calls together, without keys. A limiter without limits only pauses. */
  public static Limits of(Limit... limits) {
    return new Limits(List.of(limits), List.of(), MAX_KEYS, false, true, SETUP);
  }

  /**
   * Returns these limits with limits for each key beside those over all calls; for up to 100,000
   * keys unless {@link #maxKeys(int)} is set.
   */
  public Limits perKey(Limit... limits) {
    return perKey(List.of(limits));
  }

  /** As {@link #perKey(Limit...)}. */
  public Limits perKey(List<Limit> limits) {
    return new Limits(overall, limits, maxKeys, keysAreAccounts, infers, setup);
  }

  /** Returns these limits with other limits over all calls together. */
  public Limits overall(List<Limit> limits) {
    return new Limits(limits, perKey, maxKeys, keysAreAccounts, infers, setup);
  }

  /**
   * Returns these limits for at most this many keys with a state of their own.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Limits maxKeys(int keys) {
    return new Limits(overall, perKey, keys, keysAreAccounts, infers, setup);
  }

  /**
   * Returns these limits for keys that are separate accounts, or models, at the provider: a pause
   * that the provider asks for then holds for one key only. By default it holds for all keys.
   */
  public Limits accountPerKey() {
    return keysAreAccounts(true);
  }

  /** Returns these limits, with each key being {@linkplain #accountPerKey an account}, or not. */
  public Limits keysAreAccounts(boolean areAccounts) {
    return new Limits(overall, perKey, maxKeys, areAccounts, infers, setup);
  }

  /**
   * Returns these limits, enforced exactly as declared: rejections that no declared limit explains
   * only make the rejected calls back off. Times and limits that the provider states are obeyed all
   * the same. The property {@code ritmo.limiter.<name>.inference = on | off} overrides this.
   */
  public Limits withoutInference() {
    return infers(false);
  }

  /**
   * Returns these limits with inference, which is the default, or {@linkplain #withoutInference
   * without}.
   */
  public Limits infers(boolean mayInfer) {
    return new Limits(overall, perKey, maxKeys, keysAreAccounts, mayInfer, setup);
  }

  /**
   * Returns these limits with the longest time that the first requests of a process need to reach
   * the provider; 5 seconds unless set. The property {@code ritmo.limiter.<name>.setup} overrides
   * it, in milliseconds. It is read when the limiter is created.
   *
   * <p>The default {@code maxWait} is longer by what this can add.
   *
   * @param longest zero if requests leave at once, also after a time without calls
   * @throws IllegalArgumentException if it is negative or longer than ten minutes
   */
  public Limits setup(Duration longest) {
    return new Limits(overall, perKey, maxKeys, keysAreAccounts, infers, longest);
  }

  /** Whether each key has limits of its own. */
  public boolean hasKeys() {
    return !perKey.isEmpty();
  }

  /** Whether these limits are equivalent: the same amounts per the same time, in any unit. */
  public boolean isSameAs(Limits others) {
    return Limit.same(overall, others.overall)
        && Limit.same(perKey, others.perKey)
        && maxKeys == others.maxKeys
        && keysAreAccounts == others.keysAreAccounts;
  }

  /**
   * The largest amount of a dimension with which a call can be admitted; {@link Long#MAX_VALUE} if
   * the dimension is not limited.
   */
  public long most(Dimension dimension) {
    return Math.min(most(dimension, overall), most(dimension, perKey));
  }

  private static long most(Dimension dimension, List<Limit> limits) {
    long most = Long.MAX_VALUE;
    for (int i = 0; i < limits.size(); i++) { // an iterator would allocate
      if (limits.get(i).dimension() == dimension) {
        most = Math.min(most, limits.get(i).amount());
      }
    }
    return most;
  }

  /** Whether any of them counts tokens. */
  public boolean limitsTokens() {
    return limitsTokens(overall) || limitsTokens(perKey);
  }

  private static boolean limitsTokens(List<Limit> limits) {
    for (int i = 0; i < limits.size(); i++) {
      if (limits.get(i).dimension().isTokens()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the number of concurrent calls is limited. */
  public boolean hasSlots() {
    return hasSlots(overall) || hasSlots(perKey);
  }

  private static boolean hasSlots(List<Limit> limits) {
    for (Limit limit : limits) {
      if (limit.dimension() == Dimension.SLOTS) {
        return true;
      }
    }
    return false;
  }

  /** Whether permits hold anything to release or settle: slots or tokens. */
  public boolean settles() {
    return settles(overall) || settles(perKey);
  }

  private static boolean settles(List<Limit> limits) {
    for (Limit limit : limits) {
      if (limit.dimension() != Dimension.CALLS) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return hasKeys() ? overall + " and " + perKey + " per key" : overall.toString();
  }

  /** The limits over all calls together. */
  public List<Limit> overall() {
    return overall;
  }

  /** The additional limits for each key; empty for a limiter without keys. */
  public List<Limit> perKey() {
    return perKey;
  }

  /**
   * The most keys with a state of their own, at least 1. Further keys share one state until others
   * are forgotten.
   */
  public int maxKeys() {
    return maxKeys;
  }

  /**
   * Whether each key is a separate account, or model, at the provider, so that a pause that the
   * provider asks for holds for that key only.
   */
  public boolean keysAreAccounts() {
    return keysAreAccounts;
  }

  /**
   * Whether lower limits may be inferred from rejections; if not, exactly the declared limits are
   * enforced.
   */
  public boolean infers() {
    return infers;
  }

  /**
   * How long the first requests of a process may take to leave, while classes are loaded and
   * connections are opened. Until a first call has ended, and for at most this long after the first
   * start, a call counts from its end or from this long after its start, whichever is earlier. The
   * same holds, for at most 250 ms, after half a minute without calls.
   */
  public Duration setup() {
    return setup;
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(overall, perKey, maxKeys, keysAreAccounts, infers, setup);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Limits that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }
}
