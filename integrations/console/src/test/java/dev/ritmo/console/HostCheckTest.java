package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which names a console answers to, by the address that it listens on. */
final class HostCheckTest {

  private static HostCheck listening(int first, String... names) throws UnknownHostException {
    byte[] address = {(byte) first, 0, 0, (byte) (first == 127 ? 1 : 0)};
    return new HostCheck(InetAddress.getByAddress(address), List.of(names));
  }

  @Test
  void onTheLoopbackAddressOnlyThatIsAnswered() throws Exception {
    HostCheck check = listening(127);

    assertThat(check.accepts(List.of("127.0.0.1:80"))).isTrue();
    assertThat(check.accepts(List.of("[::1]:80"))).isTrue();
    assertThat(check.accepts(List.of("10.1.2.3"))).isFalse();
    assertThat(check.accepts(List.of("[fe80::1]"))).isFalse();
  }

  @Test
  void elsewhereEveryAddressIsAnsweredButNoName() throws Exception {
    HostCheck check = listening(0);

    assertThat(check.accepts(List.of("10.1.2.3:80"))).isTrue();
    assertThat(check.accepts(List.of("[fe80::1]:80"))).isTrue();
    assertThat(check.accepts(List.of("localhost"))).isTrue();
    assertThat(check.accepts(List.of("evil.example"))).isFalse();
    assertThat(check.accepts(List.of("10.1.2.3.evil.example"))).isFalse();
    assertThat(check.accepts(List.of("1.example"))).isFalse();
  }

  @Test
  void aNameIsAnsweredOnlyAsAWhole() throws Exception {
    HostCheck check = listening(127, "console.internal");

    assertThat(check.accepts(List.of("CONSOLE.internal:8787"))).isTrue();
    assertThat(check.accepts(List.of("my.console.internal"))).isFalse();
    assertThat(check.accepts(List.of("console.internal.evil.example"))).isFalse();
    assertThat(check.accepts(List.of("console.internal:80@evil.example"))).isFalse();
  }

  @Test
  void oneHostIsNeeded() throws Exception {
    HostCheck check = listening(127);

    assertThat(check.accepts(null)).isFalse();
    assertThat(check.accepts(List.of())).isFalse();
    assertThat(check.accepts(List.of("localhost", "localhost"))).isFalse();
  }
}
