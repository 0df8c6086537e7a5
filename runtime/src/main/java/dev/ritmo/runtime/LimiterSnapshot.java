package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a limiter at one moment. Immutable. Later versions may add values, so tests of code
 * that reads snapshots create them with {@link #builder}, which stays compatible.
 */
public final class LimiterSnapshot {

  private final Values values;

  private LimiterSnapshot(Values values) {
    this.values = values;
  }

  private record Values(
      String name,
      List<LimitState> states,
      List<Limit> perKey,
      int keys,
      long admitted,
      long givenBack,
      int waiting,
      long refused,
      long retried,
      long failed,
      long lost,
      long pauses,
      long retriesLeft,
      @Nullable Instant pausedUntil,
      QueueState queue,
      List<MethodState> methods,
      List<TokenTotals> tokens) {}

  /** Starts a snapshot of a limiter with this name, without limits and with all numbers 0. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name of the limiter. */
  public String name() {
    return values.name;
  }

  /** The limits over all calls, each with its state; empty for a limiter that only pauses. */
  public List<LimitState> states() {
    return values.states;
  }

  /** The limits in force over all calls. */
  public List<Limit> limits() {
    return values.states.stream().map(LimitState::limit).toList();
  }

  /** The limits that each key has for itself. */
  public List<Limit> perKey() {
    return values.perKey;
  }

  /** The number of keys with a state of their own. */
  public int keys() {
    return values.keys;
  }

  /** Calls admitted so far. Every attempt counts; calls given back are not subtracted. */
  public long admitted() {
    return values.admitted;
  }

  /** Admissions given back so far because no request was sent. */
  public long givenBack() {
    return values.givenBack;
  }

  /** Calls waiting now. */
  public int waiting() {
    return values.waiting;
  }

  /** Calls refused so far, on arrival or while they waited. */
  public long refused() {
    return values.refused;
  }

  /** Retries requested so far: attempts after the first. */
  public long retried() {
    return values.retried;
  }

  /** Failed attempts reported to the limiter so far. */
  public long failed() {
    return values.failed;
  }

  /** Permits reclaimed so far because they were not closed within an hour. */
  public long lost() {
    return values.lost;
  }

  /** How often the provider has paused the limiter so far; a burst of rejections counts once. */
  public long pauses() {
    return values.pauses;
  }

  /** Retries left in the retry budget. */
  public long retriesLeft() {
    return values.retriesLeft;
  }

  /** When the pause of all keys ends; null if there is none, or if only some keys are paused. */
  public @Nullable Instant pausedUntil() {
    return values.pausedUntil;
  }

  /** The queue: which call has waited longest, and when calls may go. */
  public QueueState queue() {
    return values.queue;
  }

  /** What became of the calls of each governed method, and of those of programs, first. */
  public List<MethodState> methods() {
    return values.methods;
  }

  /** What became of all calls: the sum of {@link #methods}, under the name {@code all}. */
  public MethodState total() {
    return MethodState.sum("all", values.methods);
  }

  /** The tokens so far, by their kind; empty if tokens are not limited. */
  public List<TokenTotals> tokens() {
    return values.tokens;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LimiterSnapshot that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "LimiterSnapshot" + values.toString().substring("Values".length());
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
    private QueueState queue = QueueState.EMPTY;
    private List<MethodState> methods = List.of();
    private List<TokenTotals> tokens = List.of();

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

    /** Sets {@link LimiterSnapshot#failed}. */
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

    /** Sets {@link LimiterSnapshot#queue}. */
    public Builder queue(QueueState value) {
      queue = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#methods}. */
    public Builder methods(List<MethodState> value) {
      methods = value;
      return this;
    }

    /** Sets {@link LimiterSnapshot#tokens}. */
    public Builder tokens(List<TokenTotals> value) {
      tokens = value;
      return this;
    }

    /** Returns the snapshot; the builder can be used further. */
    public LimiterSnapshot build() {
      return new LimiterSnapshot(
          new Values(
              name,
              List.copyOf(states),
              List.copyOf(perKey),
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
              pausedUntil,
              queue,
              List.copyOf(methods),
              List.copyOf(tokens)));
    }
  }
}
