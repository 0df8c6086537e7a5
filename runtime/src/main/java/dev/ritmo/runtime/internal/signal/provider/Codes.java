package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the error codes of one provider mean. Not changed after it has been made. */
final class Codes {

  private final Map<String, Signal> meanings = new HashMap<>();

  /** Adds codes of one meaning, in lower case. */
  Codes mean(Kind kind, Reason reason, String... codes) {
    for (String code : codes) {
      meanings.put(code, Signal.of(kind, reason));
    }
    return this;
  }

  /** Adds codes of failures that no retry cures. */
  Codes useless(Reason reason, String... codes) {
    return mean(Kind.USELESS, reason, codes);
  }

  /** What the first known code of an answer means; null if there is none. */
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
