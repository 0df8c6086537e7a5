package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.internal.config.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Why the body of a call must not run again. Immutable.
 *
 * @param end how a call ends that would be retried otherwise
 * @param advice logged once when it matters, with what to do instead; null if it is no mistake
 */
public record NoRepeat(End end, @Nullable String advice) {

  /** Part of the answer was already delivered, or the caller has cancelled. */
  public static final NoRepeat BEGUN = new NoRepeat(End.BEGUN, null);

  /** The body has effects that must not come twice. */
  public static NoRepeat advising(String advice) {
    return new NoRepeat(End.NOT_REPEATABLE, advice);
  }

  /** A call has ended for this reason. */
  void report() {
    if (advice != null) {
      Reports.once(advice, "");
    }
  }
}
