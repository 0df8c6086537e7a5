package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of the HTTP status. A gateway time-out (504; 522 and 524 of Cloudflare) is a
 * time-out, because the work may have been done.
 */
final class SignalByStatus {

  private SignalByStatus() {}

  static @Nullable Signal of(KnownAnswer answer) {
    int status = answer.status();
    return switch (status) {
      case 429 -> Signal.of(Kind.REJECTED);
      case 408, 504, 522, 524 -> Signal.of(Kind.TRANSIENT, Reason.TIMEOUT);
      case 425 -> Signal.of(Kind.TRANSIENT, Reason.CONNECTION);
      case 401, 403, 407 -> Signal.of(Kind.USELESS, Reason.CREDENTIALS);
      case 402 -> Signal.of(Kind.USELESS, Reason.SPEND);
      case 404, 410 -> Signal.of(Kind.USELESS, Reason.MODEL);
      case 413 -> Signal.of(Kind.USELESS, Reason.TOO_LARGE);
      case 501, 505 -> Signal.of(Kind.USELESS, Reason.BAD_REQUEST);
      default ->
          status >= 500
              ? Signal.of(Kind.OVERLOADED)
              : status >= 400 ? Signal.of(Kind.USELESS, Reason.BAD_REQUEST) : null;
    };
  }
}
