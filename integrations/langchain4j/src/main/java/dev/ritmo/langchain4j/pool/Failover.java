package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;

/** What a failure says about where the request can go, and about the member that it failed at. */
final class Failover {

  private Failover() {}

  /** Whether a request that has failed at one member may be served by another. */
  static boolean leads(Signal signal, Member<?> failed, Member<?> other) {
    return switch (signal.reason()) {
      case RATE, QUOTA, OVERLOAD, TIMEOUT, CONNECTION, CREDENTIALS, MODEL -> true;
      case SPEND -> other.account() != failed.account();
      case CONTENT -> other.group() > failed.group();
      case TOO_LARGE -> isLarger(failed, other);
      case BAD_REQUEST -> false;
      case UNKNOWN -> signal.isCurable(); // lost on the way; anything else may be our own mistake
    };
  }

  /** Of two models that do not say, a fallback may be larger, and a sibling is the same. */
  private static boolean isLarger(Member<?> failed, Member<?> other) {
    boolean areKnown = failed.contextWindow() > 0 && other.contextWindow() > 0;
    return areKnown
        ? other.contextWindow() > failed.contextWindow()
        : other.group() > failed.group();
  }

  /**
   * Whether sending the request elsewhere takes a retry from the budget of the limiter there. A
   * broken connection does not: the member rests at once, so that this cannot go on.
   */
  static boolean drawsOnBudget(Signal signal) {
    boolean isLost = signal.kind() == Kind.TRANSIENT && signal.reason() != Reason.CONNECTION;
    return signal.kind() == Kind.OVERLOADED || isLost;
  }

  /** Whether the member should rest. */
  static boolean isUnwell(Signal signal) {
    return switch (signal.reason()) {
      case OVERLOAD, TIMEOUT, CONNECTION, CREDENTIALS, SPEND, MODEL -> true;
      case QUOTA -> signal.kind() == Kind.USELESS; // otherwise its limiter pauses
      case RATE, TOO_LARGE, CONTENT, BAD_REQUEST, UNKNOWN -> false;
    };
  }

  /** Whether all members of the account should rest. */
  static boolean isOfAccount(Signal signal) {
    return signal.reason() == Reason.SPEND || signal.reason() == Reason.QUOTA;
  }

  /** Whether the failure shows that the member is well, and that the request is not. */
  static boolean isAnswer(Signal signal) {
    return switch (signal.reason()) {
      case RATE, TOO_LARGE, CONTENT, BAD_REQUEST -> true;
      case QUOTA -> signal.kind() != Kind.USELESS;
      case OVERLOAD, TIMEOUT, CONNECTION, CREDENTIALS, SPEND, MODEL, UNKNOWN -> false;
    };
  }
}
