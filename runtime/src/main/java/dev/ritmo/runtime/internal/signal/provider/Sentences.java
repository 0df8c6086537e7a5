package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of one provider's messages that have no code, by their beginnings. Unmodified after
 * set-up.
 */
final class Sentences {

  /** The prefix that LiteLLM puts before the message of a provider. */
  private static final String FORWARDED =
      "(?:(?:litellm\\.)?\\w{1,60}Error: (?:(?:litellm\\.)?\\w{1,60}Error: ){0,2}"
          + "(?:\\w{1,60}Exception(?: \\w{1,60}Error)? - )?(?:Error code: \\d+ - )?)?";

  private final Map<Pattern, Signal> meanings = new LinkedHashMap<>();

  /** Adds a beginning of messages, as a regular expression. */
  Sentences mean(Kind kind, Reason reason, String beginning) {
    meanings.put(
        Pattern.compile(FORWARDED + "(?:" + beginning + ")", Pattern.CASE_INSENSITIVE),
        Signal.of(kind, reason));
    return this;
  }

  /** Adds a beginning of messages of failures that no retry can cure. */
  Sentences useless(Reason reason, String beginning) {
    return mean(Kind.USELESS, reason, beginning);
  }

  /**
   * Adds a beginning of messages about a limit of a day or longer, which no retry can cure unless
   * the provider says when to come back.
   */
  Sentences quota(String beginning) {
    return mean(Kind.REJECTED, Reason.QUOTA, beginning);
  }

  /** The meaning of the first known message of an answer; null if there is none. */
  @Nullable Signal in(Answer answer) {
    for (String message : answer.messages()) {
      for (Map.Entry<Pattern, Signal> meaning : meanings.entrySet()) {
        if (meaning.getKey().matcher(message).lookingAt()) {
          return meaning.getValue();
        }
      }
    }
    return null;
  }
}
