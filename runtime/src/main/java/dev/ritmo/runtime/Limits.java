package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All limits of one limiter, and how they are kept. Immutable; start from {@link #of} and change
 * what differs.
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

  /** Limits of all calls together, without keys. Without any, the limiter only pauses. */
  public static Limits of(Limit... limits) {
    return new Limits(List.of(limits), List.of(), MAX_KEYS, false, true, SETUP);
  }

  /** These, and limits that each key has for itself; for up to 100,000 keys. */
  public Limits perKey(Limit... limits) {
    return perKey(List.of(limits));
  }

  /** As {@link #perKey(Limit...)}. */
  public Limits perKey(List<Limit> limits) {
    return new Limits(overall, limits, maxKeys, keysAreAccounts, infers, setup);
  }

  /** These, with other limits of all calls together. */
  public Limits overall(List<Limit> limits) {
    return new Limits(limits, perKey, maxKeys, keysAreAccounts, infers, setup);
  }

  /**
   * These, for up to so many keys.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Limits maxKeys(int keys) {
    return new Limits(overall, perKey, keys, keysAreAccounts, infers, setup);
  }

  /**
   * These, where the key names the account, or the model: what the provider says to one key is not
   * meant for the others. Left out, it pauses all keys.
   */
  public Limits accountPerKey() {
    return keysAreAccounts(true);
  }

  /** These, where each key {@linkplain #accountPerKey is an account}, or not. */
  public Limits keysAreAccounts(boolean areAccounts) {
    return new Limits(overall, perKey, maxKeys, areAccounts, infers, setup);
  }

  /**
   * These, kept exactly as they are declared: rejections that no declared limit explains make the
   * rejected calls back off, and change nothing else. Times and limits that the provider states are
   * obeyed all the same. The property {@code ritmo.limiter.<name>.inference = on | off} overrides
   * this.
   */
  public Limits withoutInference() {
    return infers(false);
  }

  /** These, with inference, as it is unless they are kept {@link #withoutInference}, or without. */
  public Limits infers(boolean mayInfer) {
    return new Limits(overall, perKey, maxKeys, keysAreAccounts, mayInfer, setup);
  }

  /**
   * These, for a provider that the first requests of a process reach within this time; 5 seconds
   * unless it is set. The property {@code ritmo.limiter.<name>.setup} overrides it, in
   * milliseconds. It is read when the limiter is made.
   *
   * <p>Where no {@code maxWait} is given, calls may wait for longer by what this can add.
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

  /** Whether these are as good as equal: the same amounts per the same time, in any unit. */
  public boolean isSameAs(Limits others) {
    return Limit.same(overall, others.overall)
        && Limit.same(perKey, others.perKey)
        && maxKeys == others.maxKeys
        && keysAreAccounts == others.keysAreAccounts;
  }

  /** The most that a call can be admitted with of a dimension; no bound where it is not limited. */
  public long most(Dimension dimension) {
    return Math.min(most(dimension, overall), most(dimension, perKey));
  }

  private static long most(Dimension dimension, List<Limit> limits) {
    long most = Long.MAX_VALUE;
    for (int i = 0; i < limits.size(); i++) { // an iterator would be left to the garbage collector
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

  /** Whether the calls that run at a time are limited. */
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

  /** Whether permits hold anything that is given back or settled: slots or tokens. */
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

  /** What all calls together keep. */
  public List<Limit> overall() {
    return overall;
  }

  /** What the calls of each key keep beside that; empty for a limiter without keys. */
  public List<Limit> perKey() {
    return perKey;
  }

  /**
   * The most keys with a state of their own, at least 1; those beyond share one until others are
   * forgotten.
   */
  public int maxKeys() {
    return maxKeys;
  }

  /**
   * Whether each key has an account, or a model, of its own at the provider, so that what the
   * provider says pauses the calls of the key alone.
   */
  public boolean keysAreAccounts() {
    return keysAreAccounts;
  }

  /**
   * Whether rejections may show that the provider enforces less than what is declared; if not,
   * exactly what is declared is kept.
   */
  public boolean infers() {
    return infers;
  }

  /**
   * How long the first requests of a process may take to leave, while classes are loaded and
   * connections are made: until a call has ended for the first time, but no longer than this after
   * the first one has started, a call counts from its end or from this long after its start,
   * whichever is earlier; likewise, but for 250 ms at most, after half a minute without calls.
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
