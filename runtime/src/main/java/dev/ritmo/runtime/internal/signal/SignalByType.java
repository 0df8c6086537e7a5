package dev.ritmo.runtime.internal.signal;

import static java.util.Map.entry;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of the type of an exception, by its name or that of a supertype; of the causes, the
 * outermost known one counts.
 *
 * <p>A host name that cannot be resolved is retried, whichever client reports it: no request was
 * sent, and restarting name servers are more frequent than wrong names.
 */
final class SignalByType {

  private static final Signal TIMEOUT = Signal.of(Kind.TRANSIENT, Reason.TIMEOUT);
  private static final Signal CONNECTION = Signal.of(Kind.TRANSIENT, Reason.CONNECTION);
  private static final Signal UNSAID = Signal.of(Kind.TRANSIENT);

  private static final Map<String, Signal> NAMES =
      Map.ofEntries(
          entry("java.io.EOFException", CONNECTION),
          entry("java.net.SocketException", CONNECTION),
          entry("java.net.SocketTimeoutException", TIMEOUT),
          entry("java.net.UnknownHostException", CONNECTION),
          entry("java.net.http.HttpTimeoutException", TIMEOUT),
          entry("java.nio.channels.ClosedChannelException", CONNECTION),
          entry("java.nio.channels.UnresolvedAddressException", CONNECTION),
          entry("java.util.concurrent.TimeoutException", TIMEOUT),
          entry("dev.langchain4j.exception.RateLimitException", Signal.of(Kind.REJECTED)),
          entry("dev.langchain4j.exception.InternalServerException", Signal.of(Kind.OVERLOADED)),
          entry("dev.langchain4j.exception.TimeoutException", TIMEOUT),
          entry("dev.langchain4j.exception.UnresolvedModelServerException", CONNECTION),
          entry("dev.langchain4j.exception.AuthenticationException", useless(Reason.CREDENTIALS)),
          entry("dev.langchain4j.exception.ContentFilteredException", useless(Reason.CONTENT)),
          entry("dev.langchain4j.exception.InvalidRequestException", useless(Reason.BAD_REQUEST)),
          entry("dev.langchain4j.exception.ModelNotFoundException", useless(Reason.MODEL)),
          entry("dev.langchain4j.exception.NonRetriableException", Signal.of(Kind.USELESS)),
          entry("org.springframework.ai.retry.TransientAiException", UNSAID),
          entry("org.springframework.ai.retry.NonTransientAiException", Signal.of(Kind.USELESS)),
          entry("software.amazon.awssdk.core.exception.ApiCallTimeoutException", TIMEOUT),
          entry("software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException", TIMEOUT),
          entry("okhttp3.internal.http2.ConnectionShutdownException", CONNECTION),
          entry("org.apache.hc.core5.http.ConnectionClosedException", CONNECTION),
          entry("org.apache.hc.core5.http.NoHttpResponseException", CONNECTION),
          entry("org.apache.hc.core5.http2.H2StreamResetException", CONNECTION),
          entry("org.apache.http.ConnectionClosedException", CONNECTION),
          entry("org.apache.http.NoHttpResponseException", CONNECTION),
          entry("org.apache.http.conn.ConnectTimeoutException", CONNECTION),
          entry("io.netty.handler.timeout.TimeoutException", TIMEOUT));

  /** Messages of clients for broken connections and time-outs, where their types do not say. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "connection (?:was )?(?:reset|closed|aborted|refused|prematurely)|broken pipe"
              + "|closed by (?:the )?(?:peer|remote)|goaway|\\beof\\b|end of (?:stream|file|input)"
              + "|received no bytes|stream (?:was )?reset|rst_stream|concurrent streams",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TIME_OUT =
      Pattern.compile("time[d ]? ?out", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_MESSAGE = 1000;

  private SignalByType() {}

  static @Nullable Signal of(KnownAnswer answer) {
    for (Throwable cause : answer.causes()) {
      Signal signal = of(cause);
      if (signal != null) {
        return signal;
      }
    }
    return null;
  }

  static @Nullable Signal of(Throwable failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      Signal signal = NAMES.get(type.getName());
      if (signal != null) {
        return signal;
      }
    }
    String message = failure instanceof IOException ? Causes.message(failure) : null;
    String start = message == null ? "" : Texts.start(message, LONGEST_MESSAGE);
    if (TIME_OUT.matcher(start).find()) {
      return TIMEOUT;
    }
    return BROKEN.matcher(start).find() ? CONNECTION : null;
  }

  private static Signal useless(Reason reason) {
    return Signal.of(Kind.USELESS, reason);
  }
}
