package dev.ritmo.runtime.internal.limiter.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a limiter has done so far: for each governed method, and altogether. Every number only
 * grows. Not thread-safe: guarded by the limiter.
 */
public final class Counters {

  private final CallCounters ofPrograms = new CallCounters(CallCounters.NO_METHOD);
  private List<CallCounters> all = List.of(ofPrograms);
  private final TokenCounters tokens = new TokenCounters();
  private long pauses;
  private long lost;
  private long reportedLost;
  private final Runnable onLoss;

  /**
   * All of them 0.
   *
   * @param onLoss called when a permit is lost, which should be reported
   */
  public Counters(Runnable onLoss) {
    this.onLoss = onLoss;
  }

  /** Those of calls that belong to no governed method. */
  public CallCounters ofPrograms() {
    return ofPrograms;
  }

  /** Those of a governed method. */
  public CallCounters of(String method) {
    for (CallCounters known : all) {
      if (known.method().equals(method)) {
        return known;
      }
    }
    CallCounters added = new CallCounters(method);
    List<CallCounters> more = new ArrayList<>(all);
    more.add(added);
    all = List.copyOf(more);
    return added;
  }

  /** Those of all methods, programs first. */
  public List<CallCounters> all() {
    return all;
  }

  /** The tokens of all methods. */
  public TokenCounters tokens() {
    return tokens;
  }

  /** The sum of one number over all methods. */
  public long sum(ToLongFunction<CallCounters> number) {
    long sum = 0;
    for (CallCounters each : all) {
      sum += number.applyAsLong(each);
    }
    return sum;
  }

  /** Attempts that were admitted and not given back. */
  long sent() {
    return sum(CallCounters::admitted) - sum(CallCounters::givenBack);
  }

  /** Attempts that have failed. */
  long failed() {
    return sum(CallCounters::failed);
  }

  /** The provider's word has caused a pause; pauses of one event are one. */
  public void pause() {
    pauses++;
  }

  /** Pauses that the provider has caused so far. */
  public long pauses() {
    return pauses;
  }

  /** A permit was taken back because no caller had closed it. */
  public void lose() {
    lost++;
    onLoss.run();
  }

  /** Permits taken back so far. */
  public long lost() {
    return lost;
  }

  /** How many permits were taken back since this was last asked. */
  public long takeUnreportedLost() {
    long unreported = lost - reportedLost;
    reportedLost = lost;
    return unreported;
  }
}
