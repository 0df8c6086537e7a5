package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls of one governed method, or of the calls of programs, under one limiter.
 * Every number only grows. Immutable. Later versions may add values, so tests of code that reads
 * them create them with {@link #builder}, which stays compatible.
 */
public final class MethodState {

  private final String method;
  private final long admitted;
  private final long givenBack;
  private final long refused;
  private final Map<Signal.Reason, Long> failures;
  private final Map<Signal.Reason, Long> retries;
  private final Map<GiveUpCause, Long> givenUp;
  private final Map<WaitCause, WaitTotals> waits;

  private MethodState(Builder values) {
    method = values.method;
    admitted = values.admitted;
    givenBack = values.givenBack;
    refused = values.refused;
    failures = Collections.unmodifiableMap(new TreeMap<>(values.failures));
    retries = Collections.unmodifiableMap(new TreeMap<>(values.retries));
    givenUp = Collections.unmodifiableMap(new TreeMap<>(values.givenUp));
    waits = Collections.unmodifiableMap(new TreeMap<>(values.waits));
  }

  /** Starts the state of this method, with all numbers 0. */
  public static Builder builder(String method) {
    return new Builder(method);
  }

  /** The governed method, or {@code none} for calls of programs. */
  public String method() {
    return method;
  }

  /** Attempts admitted so far. Every attempt counts; those given back are not subtracted. */
  public long admitted() {
    return admitted;
  }

  /** Admissions given back so far because no request was sent. */
  public long givenBack() {
    return givenBack;
  }

  /** Calls refused so far, on arrival or while they waited. */
  public long refused() {
    return refused;
  }

  /** Attempts that have failed so far, by the reason. Reasons without any are not there. */
  public Map<Signal.Reason, Long> failures() {
    return failures;
  }

  /** Attempts after the first that were asked for so far, by the reason of the failure before. */
  public Map<Signal.Reason, Long> retries() {
    return retries;
  }

  /**
   * Calls that failed for good so far although another attempt might have succeeded, by the cause.
   */
  public Map<GiveUpCause, Long> givenUp() {
    return givenUp;
  }

  /** The waits that have ended so far, by what was waited for. */
  public Map<WaitCause, WaitTotals> waits() {
    return waits;
  }

  /** Returns the sum of these states, under this name. */
  static MethodState sum(String name, List<MethodState> states) {
    Builder sum = builder(name);
    Map<Signal.Reason, Long> failures = new EnumMap<>(Signal.Reason.class);
    Map<Signal.Reason, Long> retries = new EnumMap<>(Signal.Reason.class);
    Map<GiveUpCause, Long> givenUp = new EnumMap<>(GiveUpCause.class);
    Map<WaitCause, WaitTotals> waits = new EnumMap<>(WaitCause.class);
    for (MethodState state : states) {
      sum.admitted += state.admitted;
      sum.givenBack += state.givenBack;
      sum.refused += state.refused;
      state.failures.forEach((reason, count) -> failures.merge(reason, count, Long::sum));
      state.retries.forEach((reason, count) -> retries.merge(reason, count, Long::sum));
      state.givenUp.forEach((cause, count) -> givenUp.merge(cause, count, Long::sum));
      state.waits.forEach((cause, totals) -> waits.merge(cause, totals, WaitTotals::plus));
    }
    return sum.failures(failures).retries(retries).givenUp(givenUp).waits(waits).build();
  }

  private List<Object> values() {
    return Arrays.asList(method, admitted, givenBack, refused, failures, retries, givenUp, waits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MethodState that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "MethodState[method=%s, admitted=%s, givenBack=%s, refused=%s, failures=%s, retries=%s, givenUp=%s, waits=%s]"
        .formatted(values().toArray());
  }

  /** Builds the state of a method. Not thread-safe. Each method sets the value of the same name. */
  public static final class Builder {

    private final String method;
    private long admitted;
    private long givenBack;
    private long refused;
    private Map<Signal.Reason, Long> failures = Map.of();
    private Map<Signal.Reason, Long> retries = Map.of();
    private Map<GiveUpCause, Long> givenUp = Map.of();
    private Map<WaitCause, WaitTotals> waits = Map.of();

    private Builder(String method) {
      this.method = method;
    }

    /** Sets {@link MethodState#admitted}. */
    public Builder admitted(long value) {
      admitted = value;
      return this;
    }

    /** Sets {@link MethodState#givenBack}. */
    public Builder givenBack(long value) {
      givenBack = value;
      return this;
    }

    /** Sets {@link MethodState#refused}. */
    public Builder refused(long value) {
      refused = value;
      return this;
    }

    /** Sets {@link MethodState#failures}. */
    public Builder failures(Map<Signal.Reason, Long> value) {
      failures = value;
      return this;
    }

    /** Sets {@link MethodState#retries}. */
    public Builder retries(Map<Signal.Reason, Long> value) {
      retries = value;
      return this;
    }

    /** Sets {@link MethodState#givenUp}. */
    public Builder givenUp(Map<GiveUpCause, Long> value) {
      givenUp = value;
      return this;
    }

    /** Sets {@link MethodState#waits}. */
    public Builder waits(Map<WaitCause, WaitTotals> value) {
      waits = value;
      return this;
    }

    /** Returns the state; the builder can be used further. */
    public MethodState build() {
      return new MethodState(this);
    }
  }
}
