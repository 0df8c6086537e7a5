package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM, which begins its messages with the name of an exception. The forwarded answer of the
 * provider comes after that, and was classified before.
 */
final class LiteLlm implements FailureClassifier {

  private static final Pattern EXCEPTION =
      Pattern.compile("litellm\\.(?:\\w{1,60}: litellm\\.)?(?<name>\\w{1,60}): ");

  private static final Map<String, Signal> EXCEPTIONS =
      Map.of(
          "ContextWindowExceededError", Signal.of(Kind.USELESS, Reason.TOO_LARGE),
          "ContentPolicyViolationError", Signal.of(Kind.USELESS, Reason.CONTENT),
          "AuthenticationError", Signal.of(Kind.USELESS, Reason.CREDENTIALS),
          "PermissionDeniedError", Signal.of(Kind.USELESS, Reason.CREDENTIALS),
          "NotFoundError", Signal.of(Kind.USELESS, Reason.MODEL),
          "BudgetExceededError", Signal.of(Kind.USELESS, Reason.SPEND),
          "ServiceUnavailableError", Signal.of(Kind.OVERLOADED),
          "Timeout", Signal.of(Kind.TRANSIENT, Reason.TIMEOUT),
          "APIConnectionError", Signal.of(Kind.TRANSIENT, Reason.CONNECTION));

  private static final Codes CODES =
      new Codes().useless(Reason.SPEND, "budget_exceeded", "budgetexceedederror");

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(Reason.SPEND, "ExceededBudget: |Budget has been exceeded!|Crossed budget\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    for (String message : answer.messages()) {
      Matcher exception = EXCEPTION.matcher(message);
      Signal known = exception.lookingAt() ? EXCEPTIONS.get(exception.group("name")) : null;
      if (known != null) {
        return known;
      }
    }
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
