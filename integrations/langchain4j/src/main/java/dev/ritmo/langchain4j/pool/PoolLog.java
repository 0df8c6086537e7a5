package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What operators should know of members. Names no key, and repeats no message of a provider. */
final class PoolLog {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private PoolLog() {}

  static void rests(Member<?> member, Reason why, long nanos) {
    LOG.log(
        Level.WARNING,
        "Member \"{0}\" of a pool (limiter \"{1}\") {2}. It gets no requests for {3}, and then one at a time to try it. Fix: {4}.",
        member.name(),
        member.account().limiter().name(),
        what(why),
        words(Duration.ofNanos(nanos)),
        fix(why));
  }

  static void isBack(Member<?> member) {
    LOG.log(
        Level.INFO,
        "Member \"{0}\" of a pool (limiter \"{1}\") is well again.",
        member.name(),
        member.account().limiter().name());
  }

  static void unavailable(Member<?> member, Throwable failure) {
    LOG.log(
        Level.WARNING,
        "Member \"{0}\" of a pool has no model: its key or its factory failed with {1}.",
        member.name(),
        failure.getClass().getName());
  }

  private static String what(Reason why) {
    return switch (why) {
      case SPEND -> "has no credit left";
      case QUOTA -> "has used up its quota";
      case CREDENTIALS -> "has a key that the provider does not accept";
      case MODEL -> "names a model that the provider does not have for it";
      default -> "fails";
    };
  }

  private static String fix(Reason why) {
    return switch (why) {
      case SPEND -> "add credit, or raise the spending limit";
      case QUOTA -> "raise the quota, or take the member out";
      case CREDENTIALS -> "replace the key; one that comes from a supplier is used at once";
      case MODEL -> "correct the name of the model";
      default -> "see the failures";
    };
  }

  /** A duration as people say it. */
  static String words(Duration time) {
    if (time.toSeconds() == Long.MAX_VALUE) {
      return "never";
    }
    long millis = time.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    long seconds = (millis + 500) / 1000;
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}
