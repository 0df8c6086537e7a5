package dev.ritmo.runtime.spi;

import java.util.Locale;

/** Why a call is not tried again although another attempt might succeed. */
public enum GiveUpCause {
  /** It was tried {@code maxAttempts} times. */
  ATTEMPTS,
  /** The next attempt would come after the deadline. */
  DEADLINE,
  /** The provider asks for a longer wait than {@code maxDelay}. */
  DELAY,
  /** The retry budget of the limiter is empty. */
  BUDGET,
  /** The limiter has refused the next attempt. */
  REFUSED,
  /** Part of the answer was already delivered, or the caller has cancelled. */
  BEGUN,
  /** It must not be repeated as a whole: an AI service with a chat memory, or a token stream. */
  NOT_REPEATABLE;

  /** The name in lower case, as in tags of meters and attributes of spans: {@code attempts}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
