package dev.ritmo.runtime.internal.signal;

import static java.util.Map.entry;

import dev.ritmo.runtime.spi.Signal.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the type of an exception says, by its name or that of a type it extends; of the causes, the
 * outermost that is known counts.
 *
 * <p>A name that cannot be resolved is tried again, whichever client reports it: no request has
 * been sent, and name servers that restart are more frequent than names that are wrong.
 */
final class KindByType {

  private static final Map<String, Kind> NAMES =
      Map.ofEntries(
          entry("java.io.EOFException", Kind.TRANSIENT),
          entry("java.net.SocketException", Kind.TRANSIENT),
          entry("java.net.SocketTimeoutException", Kind.TRANSIENT),
          entry("java.net.UnknownHostException", Kind.TRANSIENT),
          entry("java.net.http.HttpTimeoutException", Kind.TRANSIENT),
          entry("java.nio.channels.ClosedChannelException", Kind.TRANSIENT),
          entry("java.nio.channels.UnresolvedAddressException", Kind.TRANSIENT),
          entry("java.util.concurrent.TimeoutException", Kind.TRANSIENT),
          entry("dev.langchain4j.exception.RateLimitException", Kind.REJECTED),
          entry("dev.langchain4j.exception.InternalServerException", Kind.OVERLOADED),
          entry("dev.langchain4j.exception.TimeoutException", Kind.TRANSIENT),
          entry("dev.langchain4j.exception.UnresolvedModelServerException", Kind.TRANSIENT),
          entry("dev.langchain4j.exception.NonRetriableException", Kind.USELESS),
          entry("org.springframework.ai.retry.TransientAiException", Kind.TRANSIENT),
          entry("org.springframework.ai.retry.NonTransientAiException", Kind.USELESS),
          entry("software.amazon.awssdk.core.exception.ApiCallTimeoutException", Kind.TRANSIENT),
          entry(
              "software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException",
              Kind.TRANSIENT),
          entry("okhttp3.internal.http2.ConnectionShutdownException", Kind.TRANSIENT),
          entry("org.apache.hc.core5.http.ConnectionClosedException", Kind.TRANSIENT),
          entry("org.apache.hc.core5.http.NoHttpResponseException", Kind.TRANSIENT),
          entry("org.apache.hc.core5.http2.H2StreamResetException", Kind.TRANSIENT),
          entry("org.apache.http.ConnectionClosedException", Kind.TRANSIENT),
          entry("org.apache.http.NoHttpResponseException", Kind.TRANSIENT),
          entry("org.apache.http.conn.ConnectTimeoutException", Kind.TRANSIENT),
          entry("io.netty.handler.timeout.TimeoutException", Kind.TRANSIENT));

  /** How clients put it that a connection broke or a time was up, where their types do not say. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "connection (?:was )?(?:reset|closed|aborted|refused|prematurely)|broken pipe"
              + "|closed by (?:the )?(?:peer|remote)|goaway|\\beof\\b|end of (?:stream|file|input)"
              + "|received no bytes|stream (?:was )?reset|rst_stream|concurrent streams"
              + "|time[d ]? ?out",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_MESSAGE = 1000;

  private KindByType() {}

  static @Nullable Kind of(KnownAnswer answer) {
    for (Throwable cause : answer.causes()) {
      Kind kind = of(cause);
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }

  static @Nullable Kind of(Throwable failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      Kind kind = NAMES.get(type.getName());
      if (kind != null) {
        return kind;
      }
    }
    String message = failure instanceof IOException ? Causes.message(failure) : null;
    return message != null && BROKEN.matcher(Texts.start(message, LONGEST_MESSAGE)).find()
        ? Kind.TRANSIENT
        : null;
  }
}
