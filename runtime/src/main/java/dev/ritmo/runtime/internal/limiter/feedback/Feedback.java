package dev.ritmo.runtime.internal.limiter.feedback;

/**
 * What a limiter keeps of failures: made with the first, as most limiters never need it. Not
 * thread-safe: guarded by the limiter.
 */
public final class Feedback {

  private final ProviderEvents events;
  private final RetryAccount retries;
  private final InferredLimitReports reports = new InferredLimitReports();

  /** Nothing has failed yet. */
  public Feedback(Counters counters) {
    this.events = new ProviderEvents(counters);
    this.retries = new RetryAccount(counters);
  }

  /** Events at the provider. */
  public ProviderEvents events() {
    return events;
  }

  /** The retries that are left. */
  public RetryAccount retries() {
    return retries;
  }

  /** Inferred limits that should be logged. */
  public InferredLimitReports reports() {
    return reports;
  }
}
