package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** The meaning of {@code x-should-retry}, which OpenAI and Anthropic send for their own clients. */
final class SignalByHeader {

  private SignalByHeader() {}

  static @Nullable Signal of(KnownAnswer answer) {
    String retry = answer.header("x-should-retry");
    Signal status = SignalByStatus.of(answer);
    if ("false".equalsIgnoreCase(retry)) {
      return Signal.of(Kind.USELESS, status == null ? Reason.UNKNOWN : status.reason());
    }
    if ("true".equalsIgnoreCase(retry)) {
      return status == null || !status.isCurable() ? Signal.of(Kind.TRANSIENT) : status;
    }
    return null;
  }
}
