package dev.ritmo.runtime.internal.limiter.feedback;

import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Observation;
import java.lang.System.Logger.Level;

/** What limiters write to the log. Never called while a lock is held. */
public final class LimiterLog {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private LimiterLog() {}

  /** A limit was lowered because of rejections, or is kept in full again. */
  public static void inferred(String limiter, LimitUse use) {
    Inference.Inferred inferred = use.inferred();
    if (inferred == null) {
      LOG.log(Level.INFO, "Limiter \"{0}\" keeps all of its {1} again.", limiter, use.declared());
      return;
    }
    LOG.log(
        Level.WARNING,
        "Limiter \"{0}\" declares {1}, but {2} requests were rejected although it was kept: from now on it keeps {3} as well, and tries more every now and then. Fix: declare what the provider enforces, or keep exactly what is declared by ritmo.limiter.{0}.inference = off.",
        limiter,
        use.declared(),
        Integer.toString(inferred.rejected()),
        inferred.limit());
  }

  /** A provider has reported numbers that cannot be true together. */
  public static void implausible(String limiter, Observation seen) {
    LOG.log(
        Level.WARNING,
        "Limiter \"{0}\" ignored what the provider said: {1} allowed, {2} remaining, reset in {3}.",
        limiter,
        seen.dimension().text(seen.limit()),
        Long.toString(seen.remaining()),
        ReadableDuration.words(seen.resetNanos()));
  }

  /** A library has sent a failed request again by itself. */
  public static void repeated(String limiter, String who, String fix) {
    LOG.log(
        Level.WARNING,
        "Limiter \"{0}\": {1} have sent a failed request again. Each takes a permit of its own, but they multiply with the retries of Ritmo. Fix: {2}.",
        limiter,
        who,
        fix);
  }

  /** Tokens are only ever estimated. */
  public static void unsettled(String limiter, int calls) {
    LOG.log(
        Level.WARNING,
        "Limiter \"{0}\" limits tokens, but none of its first {1} calls said how many it has used: what is estimated counts. Return a dev.ritmo.runtime.spi.HasTokenUsage, add a dev.ritmo.runtime.spi.UsageReader (for LangChain4j: the dependency ritmo-langchain4j), or settle a Permit. Said once.",
        limiter,
        Integer.toString(calls));
  }

  /** A call reported tokens that it cannot have used. */
  public static void ignoredUsage(String limiter, String reported) {
    LOG.log(
        Level.WARNING,
        "Limiter \"{0}\" ignored the usage that a call reported, {1}, which cannot be: what was reserved stands, and counts. Said once.",
        limiter,
        reported);
  }

  /** Permits were taken back that no caller had closed. */
  public static void lost(String limiter, long permits) {
    LOG.log(
        Level.WARNING,
        "Limiter \"{0}\" took back {1} permits that had not been closed for an hour. Close permits, best in try-with-resources.",
        limiter,
        Long.toString(permits));
  }
}
