package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal.Kind;
import org.jspecify.annotations.Nullable;

/** What {@code x-should-retry} says, by which OpenAI and Anthropic tell their own clients. */
final class KindByHeader {

  private KindByHeader() {}

  static @Nullable Kind of(KnownAnswer answer) {
    String retry = answer.header("x-should-retry");
    if ("false".equalsIgnoreCase(retry)) {
      return Kind.USELESS;
    }
    if ("true".equalsIgnoreCase(retry)) {
      Kind kind = KindByStatus.of(answer);
      return kind == null || kind == Kind.USELESS ? Kind.TRANSIENT : kind;
    }
    return null;
  }
}
