package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GitHub Models, which names the limit in its message: {@code UserByModelByDay}. */
final class GitHubModels implements FailureClassifier {

  private static final Pattern LIMIT =
      Pattern.compile(
          "Rate limit of [\\d,]{1,12} per [\\d,]{1,9}s exceeded for (?<limit>\\w{1,80})\\b");

  private static final Codes CODES =
      new Codes()
          .useless(Reason.TOO_LARGE, "tokens_limit_reached")
          .useless(Reason.MODEL, "unavailable_model", "unknown_model");

  /** These also come with status 403. */
  private static final Sentences SENTENCES =
      new Sentences()
          .mean(
              Kind.REJECTED,
              Reason.RATE,
              "You have exceeded a secondary rate limit\\b|API rate limit exceeded for ");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    for (String message : answer.messages()) {
      Matcher limit = LIMIT.matcher(message);
      if (limit.lookingAt()) {
        return rejected(limit.group("limit"));
      }
    }
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }

  private static Signal rejected(String limit) {
    boolean isDaily = limit.contains("ByDay") || limit.contains("ByMonth");
    Signal signal = Signal.of(Kind.REJECTED, isDaily ? Reason.QUOTA : Reason.RATE);
    if (limit.contains("Concurrent")) {
      return signal.withMeant(Dimension.SLOTS);
    }
    return signal.withMeant(limit.contains("Token") ? Dimension.TOKENS : Dimension.CALLS);
  }
}
