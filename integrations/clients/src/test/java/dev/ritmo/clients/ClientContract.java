package dev.ritmo.clients;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.clients.ScriptedProvider.Reply;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What holds for every client, however it throws: a rejection, exhausted credit, an overload and a
 * broken connection are told apart. All retries of the clients themselves are off, which is tested
 * too.
 */
@Timeout(60)
abstract class ClientContract {

  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration IMPATIENT = Duration.ofMillis(300);

  private final Wording wording;

  /** By the words of the provider that the client is made for. */
  ClientContract(Wording wording) {
    this.wording = wording;
  }

  /** Sends one request with the real client, which fails. */
  abstract void call(String url, Duration timeout) throws Exception;

  /** Whether the headers of a failure survive in what the client throws. */
  boolean keepsHeaders() {
    return true;
  }

  /** Whether the body of a failure, or its message, survives. */
  boolean keepsBody() {
    return true;
  }

  @Test
  void aRejectionSaysByWhatAndUntilWhen() throws Exception {
    Signal signal = signal(new Reply(429, Map.of("Retry-After", "7"), wording.rejection));

    assertThat(signal.kind()).isEqualTo(Kind.REJECTED);
    assertThat(signal.meant()).isEqualTo(keepsBody() ? Dimension.TOKENS : null);
    assertThat(signal.statedDelayNanos())
        .isEqualTo(keepsHeaders() ? seconds(7) : keepsBody() ? seconds(9) : Signal.NONE);
  }

  @Test
  void aRejectionWithoutHeadersSaysItInWords() throws Exception {
    Signal signal = signal(new Reply(429, Map.of(), wording.rejection));

    assertThat(signal.kind()).isEqualTo(Kind.REJECTED);
    assertThat(signal.statedDelayNanos()).isEqualTo(keepsBody() ? seconds(9) : Signal.NONE);
  }

  @Test
  void whereNothingIsLeftToSpendNoRetryHelps() throws Exception {
    Signal signal = signal(new Reply(429, Map.of(), wording.exhausted));

    Signal spent = Signal.of(Kind.USELESS, wording.why);
    assertThat(signal).isEqualTo(keepsBody() ? spent : Signal.of(Kind.REJECTED));
  }

  @Test
  void anOverloadIsNoRejection() throws Exception {
    assertThat(signal(new Reply(wording.overloaded, Map.of(), wording.overload)).kind())
        .isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void anErrorOfTheServerIsLikeAnOverload() throws Exception {
    assertThat(signal(new Reply(500, Map.of(), "{}")).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(signal(new Reply(502, Map.of(), "<html>bad gateway</html>")).kind())
        .isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void whatIsWrongWithTheRequestStaysWrong() throws Exception {
    for (int status : new int[] {400, 401, 402, 403, 404, 413, 422}) {
      assertWithMessage("%s", status)
          .that(signal(new Reply(status, Map.of(), "{\"error\":{}}")).kind())
          .isEqualTo(Kind.USELESS);
    }
  }

  @Test
  void aBodyOfMegabytesIsNoObstacle() throws Exception {
    Signal signal = signal(new Reply(429, Map.of("Retry-After", "7"), "x".repeat(2 << 20)));

    assertThat(signal.kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void aTimeOutIsTransient() throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.silent()) {
      assertThat(signal(provider.url(), IMPATIENT))
          .isEqualTo(Signal.of(Kind.TRANSIENT, Reason.TIMEOUT));
    }
  }

  @Test
  void aConnectionThatBreaksIsTransient() throws Exception {
    try (BrokenConnections provider = new BrokenConnections()) {
      assertThat(signal(provider.url(), PATIENT))
          .isEqualTo(Signal.of(Kind.TRANSIENT, Reason.CONNECTION));
    }
  }

  @Test
  void aConnectionThatIsRefusedIsTransient() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(signal("http://127.0.0.1:" + free, PATIENT))
        .isEqualTo(Signal.of(Kind.TRANSIENT, Reason.CONNECTION));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private Signal signal(Reply reply) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.answering(reply)) {
      Signal signal = signal(provider.url(), PATIENT);
      assertWithMessage("requests").that(provider.requests()).isEqualTo(1);
      return signal;
    }
  }

  private Signal signal(String url, Duration timeout) {
    try {
      call(url, timeout);
    } catch (Exception failure) {
      return Signals.of(failure, Instant.now());
    }
    throw new AssertionError("did not fail");
  }
}
