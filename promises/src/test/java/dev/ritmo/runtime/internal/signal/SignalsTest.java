package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What failures are, by their types and their causes. */
final class SignalsTest {

  private static Kind kind(Throwable failure) {
    return Signals.of(failure, Instant.EPOCH).kind();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new RateLimitException("429"), Kind.REJECTED),
        arguments(new RateLimitException(new HttpException(429, "{}")), Kind.REJECTED),
        arguments(new SpecialRateLimit(), Kind.REJECTED),
        arguments(new InternalServerException("500"), Kind.OVERLOADED),
        arguments(new InternalServerException(new HttpException(529, "{}")), Kind.OVERLOADED),
        arguments(new TimeoutException("408"), Kind.TRANSIENT),
        arguments(new HttpException(429, "{}"), Kind.REJECTED),
        arguments(new HttpException(503, "{}"), Kind.OVERLOADED),
        arguments(new HttpException(529, "{}"), Kind.OVERLOADED),
        arguments(new HttpException(400, "{}"), Kind.USELESS),
        arguments(new HttpException(402, "{}"), Kind.USELESS),
        arguments(new InvalidRequestException(new HttpException(402, "{}")), Kind.USELESS),
        arguments(new InvalidRequestException(new HttpException(498, "{}")), Kind.OVERLOADED),
        arguments(new AuthenticationException(new HttpException(401, "{}")), Kind.USELESS),
        arguments(new ModelNotFoundException(new HttpException(404, "{}")), Kind.USELESS),
        arguments(new ContentFilteredException("filtered"), Kind.USELESS),
        arguments(new UnresolvedModelServerException("no such host"), Kind.TRANSIENT),
        arguments(new java.util.concurrent.TimeoutException(), Kind.TRANSIENT),
        arguments(new HttpTimeoutException("request timed out"), Kind.TRANSIENT),
        arguments(new SocketTimeoutException("Read timed out"), Kind.TRANSIENT),
        arguments(new InterruptedIOException("timeout"), Kind.TRANSIENT),
        arguments(new ConnectException("Connection refused"), Kind.TRANSIENT),
        arguments(new UnknownHostException("api.example.com"), Kind.TRANSIENT),
        arguments(new UnresolvedAddressException(), Kind.TRANSIENT),
        arguments(new SocketException("Connection reset"), Kind.TRANSIENT),
        arguments(new IOException("Connection reset by peer"), Kind.TRANSIENT),
        arguments(new IOException("/127.0.0.1:443: GOAWAY received"), Kind.TRANSIENT),
        arguments(new IOException("HTTP/1.1 header parser received no bytes"), Kind.TRANSIENT),
        arguments(new IOException("unexpected end of stream on http://x/"), Kind.TRANSIENT),
        arguments(new IOException("stream was reset: REFUSED_STREAM"), Kind.TRANSIENT),
        arguments(new SSLException("Broken pipe"), Kind.TRANSIENT),
        arguments(new EOFException(), Kind.TRANSIENT),
        arguments(new ClosedChannelException(), Kind.TRANSIENT),
        arguments(new IOException("no space left on device"), Kind.UNKNOWN),
        arguments(new FileNotFoundException("prompt.txt"), Kind.UNKNOWN),
        arguments(new SSLException("certificate_unknown"), Kind.UNKNOWN),
        arguments(new IllegalStateException("connection reset"), Kind.UNKNOWN),
        arguments(new InterruptedException(), Kind.UNKNOWN),
        arguments(new CancellationException(), Kind.UNKNOWN),
        arguments(new InterruptedIOException("interrupted"), Kind.UNKNOWN),
        arguments(new ClosedByInterruptException(), Kind.UNKNOWN),
        arguments(new AsynchronousCloseException(), Kind.UNKNOWN),
        arguments(new SocketException("Socket closed"), Kind.UNKNOWN),
        arguments(new IOException("Canceled"), Kind.UNKNOWN),
        arguments(new IllegalArgumentException(), Kind.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsKnownByItsTypeOrItsStatus(Throwable failure, Kind kind) {
    assertThat(kind(failure)).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whateverWrapsAFailureChangesNothing(Throwable failure, Kind kind) {
    assertThat(kind(new CompletionException(failure))).isEqualTo(kind);
    assertThat(kind(new ExecutionException(failure))).isEqualTo(kind);
    assertThat(kind(new UndeclaredThrowableException(failure))).isEqualTo(kind);
    assertThat(kind(new IllegalStateException(new RuntimeException("mine", failure))))
        .isEqualTo(kind);
  }

  @Test
  void errorsAreNeverCurableAndHideWhatCausedThem() {
    RateLimitException cause = new RateLimitException("429");

    assertThat(kind(new OutOfMemoryError())).isEqualTo(Kind.UNKNOWN);
    assertThat(kind(new AssertionError(cause))).isEqualTo(Kind.UNKNOWN);
    assertThat(kind(new RuntimeException(new AssertionError(cause)))).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aCancellationHidesWhatCausedIt() {
    IOException reset = new IOException("Connection reset");

    assertThat(kind(new CancellationException().initCause(reset))).isEqualTo(Kind.UNKNOWN);
    assertThat(kind(new RuntimeException(new InterruptedException().initCause(reset))))
        .isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aTimeOutThatCancelsTheRequestIsATimeOut() {
    Throwable timeout =
        new InterruptedIOException("timeout").initCause(new IOException("Canceled"));

    assertThat(kind(timeout)).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void onlyKnownFailuresAreCurable() {
    assertThat(Signal.of(Kind.REJECTED).isCurable()).isTrue();
    assertThat(Signal.of(Kind.OVERLOADED).isCurable()).isTrue();
    assertThat(Signal.of(Kind.TRANSIENT).isCurable()).isTrue();
    assertThat(Signal.of(Kind.USELESS).isCurable()).isFalse();
    assertThat(Signal.of(Kind.UNKNOWN).isCurable()).isFalse();
  }

  @Test
  void aFailureSaysWhy() {
    assertThat(reason(new SocketTimeoutException("Read timed out"))).isEqualTo(Reason.TIMEOUT);
    assertThat(reason(new IOException("request timed out"))).isEqualTo(Reason.TIMEOUT);
    assertThat(reason(new ConnectException("refused"))).isEqualTo(Reason.CONNECTION);
    assertThat(reason(new IOException("Connection reset"))).isEqualTo(Reason.CONNECTION);
    assertThat(reason(new AuthenticationException("401"))).isEqualTo(Reason.CREDENTIALS);
    assertThat(reason(new ModelNotFoundException("404"))).isEqualTo(Reason.MODEL);
    assertThat(reason(new ContentFilteredException("no"))).isEqualTo(Reason.CONTENT);
    assertThat(reason(new InvalidRequestException("no"))).isEqualTo(Reason.BAD_REQUEST);
    assertThat(reason(new RateLimitException("no"))).isEqualTo(Reason.RATE);
    assertThat(reason(new IllegalStateException("no"))).isEqualTo(Reason.UNKNOWN);
    assertThat(reason(new OutOfMemoryError())).isEqualTo(Reason.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, CREDENTIALS",
    "402, SPEND",
    "403, CREDENTIALS",
    "404, MODEL",
    "408, TIMEOUT",
    "413, TOO_LARGE",
    "422, BAD_REQUEST",
    "429, RATE",
    "500, OVERLOAD",
    "503, OVERLOAD",
    "504, TIMEOUT",
    "529, OVERLOAD"
  })
  void aStatusSaysWhy(int status, Reason reason) {
    assertThat(reason(new HttpException(status, "{}"))).isEqualTo(reason);
  }

  private static Reason reason(Throwable failure) {
    return Signals.of(failure, Instant.EPOCH).reason();
  }

  @Test
  void aKindHasAUsualReason() {
    assertThat(new Signal(Kind.REJECTED, null, 7))
        .isEqualTo(new Signal(Kind.REJECTED, Reason.RATE, null, 7));
    assertThat(Signal.of(Kind.OVERLOADED).reason()).isEqualTo(Reason.OVERLOAD);
    assertThat(Signal.of(Kind.TRANSIENT).reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(Signal.of(Kind.USELESS).reason()).isEqualTo(Reason.UNKNOWN);
  }

  @Test
  void causesInACircleEnd() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);

    assertThat(kind(first)).isEqualTo(Kind.UNKNOWN);
    assertThat(kind(new RuntimeException(second))).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aCauseThatIsTheFailureItselfEnds() {
    assertThat(kind(new Hostile(false, null))).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void aFailureThatThrowsWhenItIsAskedIsUnknown() {
    assertThat(kind(new Hostile(true, null))).isEqualTo(Kind.UNKNOWN);
    assertThat(kind(new CompletionException("wrapped", new Hostile(true, null))))
        .isEqualTo(Kind.UNKNOWN);
  }

  private static final class SpecialRateLimit extends RateLimitException {

    private static final long serialVersionUID = 1;

    SpecialRateLimit() {
      super("mine");
    }
  }

  /** Throws whatever it is asked, or causes itself. */
  // its methods are found by reflection
  @SuppressWarnings({"unused", "DoNotCallSuggester"})
  static final class Hostile extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean throwing;

    Hostile(boolean throwing, @Nullable Throwable cause) {
      super(cause);
      this.throwing = throwing;
    }

    @Override
    public String getMessage() {
      throw new IllegalStateException("message");
    }

    @Override
    public synchronized Throwable getCause() {
      if (throwing) {
        throw new IllegalStateException("cause");
      }
      return this;
    }

    public int statusCode() {
      throw new IllegalStateException("status");
    }

    public Object getResponse() {
      throw new StackOverflowError("response");
    }
  }
}
