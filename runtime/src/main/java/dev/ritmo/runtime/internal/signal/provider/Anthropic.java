package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Anthropic. Its subscriptions have windows of hours and days, whose headers are "unified". */
final class Anthropic implements FailureClassifier {

  private static final String UNIFIED = "anthropic-ratelimit-unified";

  private static final List<String> WINDOWS = List.of("-5h", "-7d", "-7d_sonnet", "-7d_opus");

  private static final Codes CODES =
      new Codes().useless(Reason.SPEND, "enforced_spend_limit_reached", "usage_limit_reached");

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(
              Reason.SPEND,
              "You have reached your specified API usage limits\\b"
                  + "|Your credit balance is too low to access the Anthropic API\\b"
                  + "|Extra usage is required\\b")
          .useless(Reason.TOO_LARGE, "prompt is too long: |input length and `max_tokens` exceed ")
          .useless(Reason.CONTENT, "Output blocked by content filtering policy\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    if (signal == null) {
      signal = SENTENCES.in(answer);
    }
    return signal == null && isRejected(answer, "") ? ofSubscription(answer) : signal;
  }

  private static boolean isRejected(Answer answer, String window) {
    return answer.status() == 429
        && "rejected".equalsIgnoreCase(answer.header(UNIFIED + window + "-status"));
  }

  /** All windows that reject must have passed. */
  private static Signal ofSubscription(Answer answer) {
    Signal rejected = Signal.of(Kind.REJECTED, Reason.QUOTA);
    Duration longest = answer.retryAfter();
    if (longest != null) {
      return rejected.withStatedDelayNanos(longest.toNanos());
    }
    longest = answer.duration(UNIFIED + "-reset", TimeUnit.SECONDS);
    for (String window : WINDOWS) {
      Duration reset =
          isRejected(answer, window)
              ? answer.duration(UNIFIED + window + "-reset", TimeUnit.SECONDS)
              : null;
      if (reset != null && (longest == null || reset.compareTo(longest) > 0)) {
        longest = reset;
      }
    }
    return longest == null ? rejected : rejected.withStatedDelayNanos(longest.toNanos());
  }
}
