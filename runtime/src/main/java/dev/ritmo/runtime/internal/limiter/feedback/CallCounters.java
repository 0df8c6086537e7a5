package dev.ritmo.runtime.internal.limiter.feedback;

/**
 * What became of the calls of one governed method, or of the calls that programs make, under one
 * limiter. Every number only grows; what is derived from them is derived by the reader. Not
 * thread-safe: guarded by the limiter.
 */
public final class CallCounters {

  /** The method of calls that belong to no governed method. */
  public static final String NO_METHOD = "none";

  private final String method;
  private long admitted;
  private long givenBack;
  private long refused;
  private long retried;
  private long failed;

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

  /** Another attempt of a call was asked for. */
  public void retry() {
    retried++;
  }

  /** An attempt of a call has failed. */
  public void fail() {
    failed++;
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
    return retried;
  }

  /** Attempts that have failed so far, as far as the limiter was told. */
  public long failed() {
    return failed;
  }
}
