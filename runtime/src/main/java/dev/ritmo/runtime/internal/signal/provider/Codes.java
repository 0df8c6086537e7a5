package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meanings of one provider's error codes. Unmodified after set-up. */
final class Codes {

  private final Map<String, Signal> meanings = new HashMap<>();

  /** Adds codes with one meaning, in lower case. */
  Codes mean(Kind kind, Reason reason, String... codes) {
    for (String code : codes) {
      meanings.put(code, Signal.of(kind, reason));
    }
    return this;
  }

  /** Adds codes of failures that no retry can cure. */
  Codes useless(Reason reason, String... codes) {
    return mean(Kind.USELESS, reason, codes);
  }

  /** The meaning of the first known code of an answer; null if there is none. */
  @Nullable Signal in(Answer answer) {
    for (String code : answer.codes()) {
      Signal meaning = meanings.get(code);
      if (meaning != null) {
        return meaning;
      }
    }
    return null;
  }
}
