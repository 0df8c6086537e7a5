package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a limiter at one moment. Immutable. Later versions may add values, so tests of code
 * that reads snapshots create them with {@link #builder}, which stays compatible.
 */
public final class LimiterSnapshot {

  private final String name;
  private final List<LimitState> states;
  private final List<Limit> perKey;
  private final int keys;
  private final long admitted;
  private final long givenBack;
  private final int waiting;
  private final long refused;
  private final long retried;
  private final long failed;
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
    givenBack = values.givenBack;
    waiting = values.waiting;
    refused = values.refused;
    retried = values.retried;
    failed = values.failed;
    lost = values.lost;
    pauses = values.pauses;
    retriesLeft = values.retriesLeft;
    pausedUntil = values.pausedUntil;
  }

  /** Starts a snapshot of a limiter with this name, without limits and with all numbers 0. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name of the limiter. */
  public String name() {
    return name;
  }

  /** The limits over all calls, each with its state; empty for a limiter that only pauses. */
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

  /** Calls admitted so far. Every attempt counts; calls given back are not subtracted. */
  public long admitted() {
    return admitted;
  }

  /** Admissions given back so far because no request was sent. */
  public long givenBack() {
    return givenBack;
  }

  /** Calls waiting now. */
  public int waiting() {
    return waiting;
  }

  /** Calls refused so far, on arrival or while they waited. */
  public long refused() {
    return refused;
  }

  /** Retries requested so far: attempts after the first. */
  public long retried() {
    return retried;
  }

  /** Failed attempts reported to the limiter so far. */
  public long failed() {
    return failed;
  }

  /** Permits reclaimed so far because they were not closed within an hour. */
  public long lost() {
    return lost;
  }

  /** How often the provider has paused the limiter so far; a burst of rejections counts once. */
  public long pauses() {
    return pauses;
  }

  /** Retries left in the retry budget. */
  public long retriesLeft() {
    return retriesLeft;
  }

  /**
   * The end of the pause that the provider asked for; null if the limiter is not paused, or if each
   * key is an account and only some keys are paused.
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
        givenBack,
        waiting,
        refused,
        retried,
        failed,
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
    return ("LimiterSnapshot[name=%s, states=%s, perKey=%s, keys=%s, admitted=%s, givenBack=%s, waiting=%s,"
            + " refused=%s, retried=%s, failed=%s, lost=%s, pauses=%s, retriesLeft=%s, pausedUntil=%s]")
        .formatted(values().toArray());
  }

  /** Builds a snapshot. Not thread-safe. Each method sets the value of the same name. */
  public static final class Builder {

    private final String name;
    private List<LimitState> states = List.of();
    private List<Limit> perKey = List.of();
    private int keys;
    private long admitted;
    private long givenBack;
    private int waiting;
    private long refused;
    private long retried;
    private long failed;
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

    /** Sets {@link LimiterSnapshot#givenBack}. */
    public Builder givenBack(long value) {
      givenBack = value;
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

    public Builder failed(long value) {
      failed = value;
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

    /** Returns the snapshot; the builder can be used further. */
    public LimiterSnapshot build() {
      return new LimiterSnapshot(this);
    }
  }
}
