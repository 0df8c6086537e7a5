package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Signal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls of one governed method, or of the calls that programs make, under one
 * limiter. Every number only grows; what is derived from them is derived by the reader. Not
 * thread-safe: guarded by the limiter.
 */
@SuppressWarnings("EnumOrdinal") // the index into arrays that are as long as the enum
public final class CallCounters {

  private static final Signal.Reason[] REASONS = Signal.Reason.values();
  private static final GiveUpCause[] CAUSES = GiveUpCause.values();

  /** The method of calls that belong to no governed method. */
  public static final String NO_METHOD = "none";

  private final String method;
  private long admitted;
  private long givenBack;
  private long refused;
  private long failed;
  private final long[] failures = new long[REASONS.length];
  private final long[] retries = new long[REASONS.length];
  private final long[] givenUp = new long[CAUSES.length];
  private @Nullable WaitCounters waits;

  CallCounters(String method) {
    this.method = method;
  }

  /** The governed method; {@link #NO_METHOD} for calls of programs. */
  public String method() {
    return method;
  }

  /** A call was admitted, or another attempt of it. */
  public void admit() {
    admitted++;
  }

  /** An admission was undone. */
  public void giveBack() {
    givenBack++;
  }

  /** A call was refused. */
  public void refuse() {
    refused++;
  }

  /** Another attempt of a call was asked for, after a failure for this reason. */
  public void retry(Signal.Reason reason) {
    retries[reason.ordinal()]++;
  }

  /** An attempt of a call has failed for this reason. */
  public void fail(Signal.Reason reason) {
    failed++;
    failures[reason.ordinal()]++;
  }

  /** A call will not be tried again although another attempt might succeed. */
  public void giveUp(GiveUpCause cause) {
    givenUp[cause.ordinal()]++;
  }

  /** A wait has ended. */
  public void waited(WaitTimes times) {
    waits = waits == null ? new WaitCounters() : waits;
    waits.add(times);
  }

  /** Attempts admitted so far, including those given back. */
  public long admitted() {
    return admitted;
  }

  /** Admissions undone so far. */
  public long givenBack() {
    return givenBack;
  }

  /** Calls refused so far. */
  public long refused() {
    return refused;
  }

  /** Attempts after the first that were asked for so far. */
  public long retried() {
    return Arrays.stream(retries).sum();
  }

  /** All of it, for programs. */
  public MethodState state() {
    return MethodState.builder(method)
        .admitted(admitted)
        .givenBack(givenBack)
        .refused(refused)
        .failures(positive(REASONS, failures))
        .retries(positive(REASONS, retries))
        .givenUp(positive(CAUSES, givenUp))
        .waits(waits == null ? Map.of() : waits.totals())
        .build();
  }

  private static <K> Map<K, Long> positive(K[] keys, long[] counts) {
    Map<K, Long> positive = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        positive.put(keys[i], counts[i]);
      }
    }
    return positive;
  }

  /** Attempts that have failed so far, as far as the limiter was told. */
  public long failed() {
    return failed;
  }
}
