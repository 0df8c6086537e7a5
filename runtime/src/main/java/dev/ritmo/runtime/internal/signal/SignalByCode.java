package dev.ritmo.runtime.internal.signal;

import static java.util.Map.entry;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of error codes that many providers and gateways share. Some say more than the status;
 * those that only repeat it count if there is no status. Codes of a single provider are in {@code
 * provider}.
 */
final class SignalByCode {

  private static final Signal RATE = Signal.of(Kind.REJECTED);
  private static final Signal OVERLOAD = Signal.of(Kind.OVERLOADED);
  private static final Signal TIMEOUT = Signal.of(Kind.TRANSIENT, Reason.TIMEOUT);
  private static final Signal CREDENTIALS = Signal.of(Kind.USELESS, Reason.CREDENTIALS);
  private static final Signal BAD_REQUEST = Signal.of(Kind.USELESS, Reason.BAD_REQUEST);
  private static final Signal MODEL = Signal.of(Kind.USELESS, Reason.MODEL);
  private static final Signal SPEND = Signal.of(Kind.USELESS, Reason.SPEND);
  private static final Signal TOO_LARGE = Signal.of(Kind.USELESS, Reason.TOO_LARGE);
  private static final Signal CONTENT = Signal.of(Kind.USELESS, Reason.CONTENT);

  private static final Map<String, Signal> DECISIVE =
      Map.ofEntries(
          entry("insufficient_credits", SPEND),
          entry("insufficient_balance", SPEND),
          entry("billing_error", SPEND),
          entry("authentication_error", CREDENTIALS),
          entry("permission_error", CREDENTIALS),
          entry("invalid_api_key", CREDENTIALS),
          entry("model_not_found", MODEL),
          entry("not_found_error", MODEL),
          entry("request_too_large", TOO_LARGE),
          entry("context_length_exceeded", TOO_LARGE),
          entry("content_filter", CONTENT),
          entry("overloaded", OVERLOAD),
          entry("overloaded_error", OVERLOAD),
          entry("model_overloaded", OVERLOAD),
          entry("engine_overloaded", OVERLOAD),
          entry("engine_overloaded_error", OVERLOAD));

  private static final Map<String, Signal> GENERAL =
      Map.ofEntries(
          entry("rate_limit_exceeded", RATE),
          entry("rate_limit_error", RATE),
          entry("rate_limited", RATE),
          entry("ratelimitreached", RATE),
          entry("too_many_requests", RATE),
          entry("too_many_requests_error", RATE),
          entry("resource_exhausted", RATE),
          entry("server_error", OVERLOAD),
          entry("api_error", OVERLOAD),
          entry("internal_error", OVERLOAD),
          entry("internal_server_error", OVERLOAD),
          entry("internalserverexception", OVERLOAD),
          entry("internal", OVERLOAD),
          entry("service_unavailable", OVERLOAD),
          entry("unavailable", OVERLOAD),
          entry("timeout", TIMEOUT),
          entry("timeout_error", TIMEOUT),
          entry("deadline_exceeded", TIMEOUT),
          entry("aborted", Signal.of(Kind.TRANSIENT)),
          entry("invalid_request_error", BAD_REQUEST),
          entry("invalid_argument", BAD_REQUEST),
          entry("failed_precondition", BAD_REQUEST),
          entry("out_of_range", BAD_REQUEST),
          entry("unimplemented", BAD_REQUEST),
          entry("permission_denied", CREDENTIALS),
          entry("unauthenticated", CREDENTIALS),
          entry("not_found", MODEL));

  private SignalByCode() {}

  static @Nullable Signal of(KnownAnswer answer) {
    Signal decisive = first(DECISIVE, answer);
    return decisive != null || answer.status() >= 0 ? decisive : first(GENERAL, answer);
  }

  private static @Nullable Signal first(Map<String, Signal> known, KnownAnswer answer) {
    for (String code : answer.codes()) {
      Signal signal = known.get(code);
      if (signal != null) {
        return signal;
      }
    }
    return null;
  }
}
