package dev.ritmo.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a limiter at one moment: which call has waited longest, and when calls may go.
 * Immutable. Later versions may add values, so tests of code that reads them create them with
 * {@link #builder}, which stays compatible.
 */
public final class QueueState {

  private final @Nullable WaitingCall longestWaiting;
  private final List<Instant> nextAdmissions;
  private final @Nullable Duration startsIn;

  /** No call waits, and one that arrives need not wait. */
  static final QueueState EMPTY = builder().startsIn(Duration.ZERO).build();

  private QueueState(Builder values) {
    longestWaiting = values.longestWaiting;
    nextAdmissions = List.copyOf(values.nextAdmissions);
    startsIn = values.startsIn;
  }

  /** Starts a queue in which no call waits. */
  public static Builder builder() {
    return new Builder();
  }

  /** The call that has waited longest; null if none waits. */
  public @Nullable WaitingCall longestWaiting() {
    return longestWaiting;
  }

  /**
   * When the next waiting calls go as things stand, at most five, the first one first. They may go
   * earlier, as other calls give something back. Empty where that depends on when other calls end.
   */
  public List<Instant> nextAdmissions() {
    return nextAdmissions;
  }

  /**
   * When a call of average size and normal priority would start that arrived now: zero if it need
   * not wait; null if that depends on when other calls end, or is never as the limiter is shut
   * down. With keys, it is a call of a key that has not been used.
   */
  public @Nullable Duration startsIn() {
    return startsIn;
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(longestWaiting, nextAdmissions, startsIn);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QueueState that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "QueueState[longestWaiting=%s, nextAdmissions=%s, startsIn=%s]"
        .formatted(values().toArray());
  }

  /** Builds the state of a queue. Not thread-safe. Each method sets the value of the same name. */
  public static final class Builder {

    private @Nullable WaitingCall longestWaiting;
    private List<Instant> nextAdmissions = List.of();
    private @Nullable Duration startsIn;

    private Builder() {}

    /** Sets {@link QueueState#longestWaiting}. */
    public Builder longestWaiting(@Nullable WaitingCall value) {
      longestWaiting = value;
      return this;
    }

    /** Sets {@link QueueState#nextAdmissions}. */
    public Builder nextAdmissions(List<Instant> value) {
      nextAdmissions = value;
      return this;
    }

    /** Sets {@link QueueState#startsIn}. */
    public Builder startsIn(@Nullable Duration value) {
      startsIn = value;
      return this;
    }

    /** Returns the state; the builder can be used further. */
    public QueueState build() {
      return new QueueState(this);
    }
  }
}
