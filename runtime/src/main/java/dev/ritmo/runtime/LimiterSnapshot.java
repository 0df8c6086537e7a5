package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a limiter was doing at one moment. Immutable. Later versions tell more: limiters, and tests
 * of code that reads snapshots, make one with {@link #builder}, which breaks with none of that.
 */
public final class LimiterSnapshot {

  private final String name;
  private final List<LimitState> states;
  private final List<Limit> perKey;
  private final int keys;
  private final long admitted;
  private final int waiting;
  private final long refused;
  private final long retried;
  private final long lost;
  private final long pauses;
  private final long retriesLeft;
  private final @Nullable Instant pausedUntil;

  private LimiterSnapshot(Builder values) {
    name = values.name;
    states = List.copyOf(values.states);
    perKey = List.copyOf(values.perKey);
    keys = values.keys;
    admitted = values.admitted;
    waiting = values.waiting;
    refused = values.refused;
    retried = values.retried;
    lost = values.lost;
    pauses = values.pauses;
    retriesLeft = values.retriesLeft;
    pausedUntil = values.pausedUntil;
  }

  /** Starts the snapshot of a limiter of that name, without limits, and with all numbers 0. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name of the limiter. */
  public String name() {
    return name;
  }

  /** Its limits over all calls, and what each is doing; none where it only pauses. */
  public List<LimitState> states() {
    return states;
  }

  /** The limits in force over all calls. */
  public List<Limit> limits() {
    return states.stream().map(LimitState::limit).toList();
  }

  /** The limits that each key has for itself. */
  public List<Limit> perKey() {
    return perKey;
  }

  /** The number of keys with a state of their own. */
  public int keys() {
    return keys;
  }

  /** Calls admitted so far, every attempt counted. */
  public long admitted() {
    return admitted;
  }

  /** Calls that wait now. */
  public int waiting() {
    return waiting;
  }

  /** Calls refused so far, at once or while they waited. */
  public long refused() {
    return refused;
  }

  /** Attempts after the first that were asked for so far. */
  public long retried() {
    return retried;
  }

  /** Permits taken back so far because they had not been closed for an hour. */
  public long lost() {
    return lost;
  }

  /** How often the provider's word has paused it so far; one burst is once. */
  public long pauses() {
    return pauses;
  }

  /** How many retries its budget has left. */
  public long retriesLeft() {
    return retriesLeft;
  }

  /**
   * The time before which it admits no call, by the provider's word; null if it is not paused, or
   * only some keys are, of which each is an account.
   */
  public @Nullable Instant pausedUntil() {
    return pausedUntil;
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(
        name,
        states,
        perKey,
        keys,
        admitted,
        waiting,
        refused,
        retried,
        lost,
        pauses,
        retriesLeft,
        pausedUntil);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LimiterSnapshot that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return ("LimiterSnapshot[name=%s, states=%s, perKey=%s, keys=%s, admitted=%s, waiting=%s,"
            + " refused=%s, retried=%s, lost=%s, pauses=%s, retriesLeft=%s, pausedUntil=%s]")
        .formatted(values().toArray());
  }

  /** Collects what a snapshot says; used by one thread. Each method is named after what it sets. */
  public static final class Builder {

    private final String name;
    private List<LimitState> states = List.of();
    private List<Limit> perKey = List.of();
    private int keys;
    private long admitted;
    private int waiting;
    private long refused;
    private long retried;
    private long lost;
    private long pauses;
    private long retriesLeft;
    private @Nullable Instant pausedUntil;

    private Builder(String name) {
      this.name = name;
    }

    /** Sets {@link LimiterSnapshot#states}. */
    public Builder states(List<LimitState> value) {
      states = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#perKey}. */
    public Builder perKey(List<Limit> value) {
      perKey = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#keys}. */
    public Builder keys(int value) {
      keys = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#admitted}. */
    public Builder admitted(long value) {
      admitted = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#waiting}. */
    public Builder waiting(int value) {
      waiting = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#refused}. */
    public Builder refused(long value) {
      refused = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#retried}. */
    public Builder retried(long value) {
      retried = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#lost}. */
    public Builder lost(long value) {
      lost = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#pauses}. */
    public Builder pauses(long value) {
      pauses = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#retriesLeft}. */
    public Builder retriesLeft(long value) {
      retriesLeft = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#pausedUntil}. */
    public Builder pausedUntil(@Nullable Instant value) {
      pausedUntil = value;
      return this;
    }

    /** Returns the snapshot; the builder may go on. */
    public LimiterSnapshot build() {
      return new LimiterSnapshot(this);
    }
  }
}
