package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.testkit.Delays.Range;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LocalProviderTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void logsEveryArrivalExactly() throws Exception {
    Policy policy = Policy.slidingWindow(2, MINUTE);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).start()) {
      long before = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        Chat.post(provider, Chat.ASK);
      }
      long after = System.nanoTime();

      List<Arrival> log = provider.arrivals();

      assertThat(log.stream().map(Arrival::number).toList()).containsExactly(0, 1, 2).inOrder();
      assertThat(log.stream().map(Arrival::admitted).toList())
          .containsExactly(true, true, false)
          .inOrder();
      assertThat(log.stream().map(Arrival::status).toList())
          .containsExactly(200, 200, 429)
          .inOrder();
      assertThat(log.get(0).nanos() - before).isAtLeast(0);
      assertThat(after - log.get(2).nanos()).isAtLeast(0);
      assertThat(log.get(2).nanos() - log.get(0).nanos())
          .isEqualTo(log.get(2).sinceStart().minus(log.get(0).sinceStart()).toNanos());
      assertThat(provider.uptime()).isAtLeast(log.get(2).sinceStart());
      assertThat(WindowCheck.of(provider.arrivedNanos(), MINUTE).largest()).isEqualTo(3);
      assertThat(WindowCheck.of(provider.admittedNanos(), MINUTE).largest()).isEqualTo(2);
    }
  }

  @Test
  void admitsNoMoreThanTheLimitOfRequestsThatComeAtOnce() {
    Policy policy = Policy.slidingWindow(10, MINUTE);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).start()) {
      List<CompletableFuture<HttpResponse<String>>> all =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      Chat.CLIENT.sendAsync(
                          Chat.request(provider, Chat.ASK), BodyHandlers.ofString()))
              .toList();

      long served =
          all.stream().map(CompletableFuture::join).filter(r -> r.statusCode() == 200).count();

      assertThat(served).isEqualTo(10);
      assertThat(provider.admittedNanos()).hasLength(10);
      assertThat(provider.arrivals()).hasSize(100);
    }
  }

  @Test
  void takesAsLongAsItsDelaysSay() throws Exception {
    Delays delays = new Delays(Range.millis(30, 30), Range.millis(60, 60), Range.millis(20, 20), 1);
    Policy policy = Policy.slidingWindow(2, MINUTE);
    try (LocalProvider provider = LocalProvider.builder().policy(policy).delays(delays).start()) {
      assertThat(millis(() -> Chat.post(provider, Chat.ASK))).isAtLeast(110);
      assertThat(millis(() -> Chat.post(provider, Chat.ASK_STREAMED))).isAtLeast(110);
      assertThat(millis(() -> Chat.post(provider, Chat.ASK))).isAtLeast(55);
    }
  }

  @Test
  void aKeptConnectionAddsNoDelayOfItsOwn() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      Chat.post(provider, Chat.ASK);
      long twenty =
          millis(
              () -> {
                for (int i = 0; i < 20; i++) {
                  Chat.post(provider, Chat.ASK);
                }
              });

      // A delayed acknowledgement would take 40 ms each.
      assertThat(twenty).isLessThan(800);
    }
  }

  @Test
  void takesTheNextFreePortWhereTheWantedOneIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalProvider provider = LocalProvider.builder().port(taken.getLocalPort()).start();
        LocalProvider next = LocalProvider.builder().port(taken.getLocalPort()).start()) {
      assertThat(provider.port()).isGreaterThan(taken.getLocalPort());
      assertThat(next.port()).isGreaterThan(provider.port());
      assertThat(Chat.post(next, Chat.ASK).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws Exception {
    try (LocalProvider provider = LocalProvider.builder().start()) {
      String otherLoopback = "127.0.0.2";

      assertThat(provider.baseUrl()).isEqualTo("http://127.0.0.1:" + provider.port() + "/v1");
      assertThrows(IOException.class, () -> new Socket(otherLoopback, provider.port()).close());
    }
  }

  @Test
  void closingEndsRequestsUnderWay() {
    Delays slow =
        new Delays(Range.millis(0, 0), Range.millis(60_000, 60_000), Range.millis(0, 0), 1);
    LocalProvider provider = LocalProvider.builder().delays(slow).start();
    CompletableFuture<HttpResponse<String>> response =
        Chat.CLIENT.sendAsync(Chat.request(provider, Chat.ASK), BodyHandlers.ofString());
    while (provider.arrivals().isEmpty()) {
      Thread.onSpinWait();
    }

    provider.close();

    assertThat(response.handle((r, failure) -> failure).join()).isNotNull();
  }

  private static long millis(Action action) throws Exception {
    long begin = System.nanoTime();
    action.run();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private interface Action {
    void run() throws Exception;
  }
}
