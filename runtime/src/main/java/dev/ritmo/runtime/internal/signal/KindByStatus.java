package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP status says. A gateway that has waited for too long (504; 522 and 524 of
 * Cloudflare) is a time-out, as the work may have been done; 498 is how Groq, and 529 how Anthropic
 * says that it is overloaded.
 */
final class KindByStatus {

  private KindByStatus() {}

  static @Nullable Kind of(KnownAnswer answer) {
    int status = answer.status();
    return switch (status) {
      case 429 -> Kind.REJECTED;
      case 408, 425, 504, 522, 524 -> Kind.TRANSIENT;
      case 498 -> Kind.OVERLOADED;
      case 501, 505 -> Kind.USELESS;
      default -> status >= 500 ? Kind.OVERLOADED : status >= 400 ? Kind.USELESS : null;
    };
  }
}
