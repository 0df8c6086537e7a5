package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console answers over HTTP, and what it refuses. */
final class RitmoConsoleTest {

  private static final Limit TEN = Limit.calls(10, 60, SECONDS);

  private RitmoConsole console;

  @BeforeEach
  void start() {
    Ritmo.reset();
    console = RitmoConsole.start(0);
  }

  @AfterEach
  void close() {
    console.close();
    Ritmo.reset();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return Http.get(console.url().resolve(path));
  }

  private String withHost(String lines) throws Exception {
    String answer =
        Http.raw(console.url(), "GET / HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n");
    return answer
        .lines()
        .findFirst()
        .orElse("")
        .substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
  }

  @Test
  void thePageIsOnTheLoopbackAddress() throws Exception {
    assertThat(InetAddress.getByName(console.url().getHost()).isLoopbackAddress()).isTrue();

    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("<title>Ritmo</title>");
  }

  @Test
  void thePageAsksForNothingElse() throws Exception {
    String page = get("/").body();

    assertThat(page).doesNotContainMatch("(src|href)=\"(?!data:,\")");
    assertThat(page).doesNotContain("@import");
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContainMatch("https?://");
    assertThat(page).doesNotContain("style=\""); // the policy would ignore it
  }

  @Test
  void thePolicyAdmitsOnlyTheScriptOfThePage() throws Exception {
    HttpResponse<String> page = get("/");

    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");

    assertThat(policy).startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(policy).contains("script-src 'sha256-");
    assertThat(policy).contains("frame-ancestors 'none'");
    assertThat(policy).doesNotContain("unsafe");
    assertThat(policy).doesNotContain("*");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aLimiterIsThereAsJson() throws Exception {
    Ritmo.limiter("chat", TEN).call().acquire().close();

    HttpResponse<String> answer = get("/api/limiters");

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).contains("\"name\":\"chat\"");
    assertThat(answer.body())
        .contains("\"declared\":\"10 calls per 60 s\",\"amount\":10,\"used\":1");
    assertThat(get("/api/limiters/chat").body()).contains("\"name\":\"chat\"");
  }

  @Test
  void anUnknownLimiterIsAnsweredWithTheKnownOnes() throws Exception {
    Ritmo.limiter("chat", TEN).call().acquire().close();
    Ritmo.limiter("mail", TEN).call().acquire().close();

    HttpResponse<String> answer = get("/api/limiters/chta");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no limiter \\u0022chta\\u0022. Fix:");
    assertThat(answer.body()).contains("\"known\":[\"chat\",\"mail\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "a+b", "100 %", "Chat.ask(String)", "caf\u00e9", "..", "?"})
  void anyNameCanBeAskedFor(String name) throws Exception {
    Ritmo.limiter(name, TEN).call().acquire().close();

    String encoded =
        name.chars()
            .boxed()
            .flatMap(
                c ->
                    new String(Character.toChars(c))
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                                .length
                            == 1
                        ? List.of(String.format("%%%02X", c)).stream()
                        : List.of("%C3%A9").stream())
            .collect(Collectors.joining());

    assertThat(get("/api/limiters/" + encoded).statusCode()).isEqualTo(200);
  }

  @Test
  void aBrokenEncodingIsABadRequest() throws Exception {
    String answer =
        Http.raw(
            console.url(),
            "GET /api/limiters/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  @Test
  void namesAreNeverMarkup() throws Exception {
    String name = "</script><img src=x onerror=alert(1)>\"'&\n\u2028";
    Ritmo.limiter(name, TEN).call().acquire().close();

    String answer = get("/api/limiters").body();

    assertThat(answer).contains("\\u003c/script\\u003e\\u003cimg");
    assertThat(answer).doesNotContainMatch("[<>\n\u2028]");
    assertThat(get("/api/limiters/%3Cb%3E").body()).doesNotContain("<b>");
  }

  @Test
  void longNamesAreCut() throws Exception {
    Ritmo.limiter("long".repeat(1000), TEN).call().acquire().close();

    assertThat(get("/api/limiters").body().length()).isLessThan(5000);
    assertThat(get("/api/limiters/" + "x".repeat(5000)).body().length()).isLessThan(2000);
  }

  @Test
  void manyLimitersAreShownInPart() throws Exception {
    for (int i = 0; i < 1000; i++) {
      Ritmo.limiter("limiter-" + i, TEN).call().acquire().close();
    }

    String usual = get("/api/limiters").body();
    String most = get("/api/limiters?limit=5000").body();

    assertThat(usual).contains("\"total\":1000,\"found\":1000");
    assertThat(usual.split("\"name\":", -1)).hasLength(21);
    assertThat(most.split("\"name\":", -1)).hasLength(101);
    assertThat(get("/api/limiters?q=LIMITER-77").body()).contains("\"total\":1000,\"found\":11");
    assertThat(get("/api/limiters/x").body().split("limiter-", -1)).hasLength(101);
  }

  @Test
  void manyKeysAreANumber() throws Exception {
    Limiter limiter = Ritmo.limiter("keyed", Limits.of().perKey(TEN));
    for (int i = 0; i < 10_000; i++) {
      limiter.call().key("tenant-" + i).acquire().close();
    }

    String answer = get("/api/limiters").body();

    assertThat(answer).contains("\"keys\":10000");
    assertThat(answer).doesNotContain("tenant-");
    assertThat(answer.length()).isLessThan(5000);
  }

  @Test
  void aSearchFindsMethodsToo() throws Exception {
    Ritmo.limiter("chat", TEN).call().acquire().close();

    assertThat(get("/api/limiters?q=none").body()).contains("\"found\":1");
    assertThat(get("/api/limiters?q=other").body()).contains("\"found\":0");
  }

  @Test
  void noKeyIsInAnyAnswer() throws Exception {
    Ritmo.limiter("keyed", Limits.of(TEN).perKey(Limit.calls(1, 60, SECONDS)))
        .call()
        .key("sk-very-secret")
        .acquire()
        .close();
    assertThrows(
        RuntimeException.class,
        () ->
            Ritmo.limiter("keyed")
                .call()
                .key("sk-very-secret")
                .maxWait(java.time.Duration.ZERO)
                .acquire());

    for (String path : List.of("/", "/api/limiters", "/api/limiters/keyed", "/api/events")) {
      assertThat(get(path).body()).doesNotContain("sk-very-secret");
    }
    assertThat(get("/api/limiters/keyed").body()).contains("\"keys\":1");
  }

  @Test
  void onlyTheLoopbackNamesAreAnswered() throws Exception {
    String port = ":" + console.url().getPort();
    for (String host : List.of("localhost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "[::1]")) {
      assertThat(withHost("Host: " + host + "\r\n")).isEqualTo("200");
      assertThat(withHost("Host: " + host + port + "\r\n")).isEqualTo("200");
    }
    for (String host :
        List.of(
            "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "")) {
      assertThat(withHost("Host: " + host + port + "\r\n")).isEqualTo("421");
    }
    assertThat(withHost("")).isAnyOf("400", "421");
    assertThat(withHost("Host: localhost\r\nHost: evil.example\r\n")).isAnyOf("400", "421");
  }

  @Test
  void anotherNameCanBeAllowed() throws Exception {
    try (RitmoConsole named = RitmoConsole.builder().host("Console.Internal").start()) {
      String answer =
          Http.raw(
              named.url(),
              "GET /api/events HTTP/1.1\r\nHost: console.internal\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void nothingCanBeChanged(String method) throws Exception {
    HttpResponse<String> answer = Http.send(method, console.url().resolve("/api/limiters"));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void headHasNoBody() throws Exception {
    HttpResponse<String> answer = Http.send("HEAD", console.url());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/limiter", "/favicon.ico", "/..", "/console.js"})
  void anythingElseIsNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsNamed() {
    int port = console.url().getPort();

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> RitmoConsole.start(port));

    assertThat(failure).hasMessageThat().contains("port " + port);
    assertThat(failure).hasMessageThat().contains("Fix: give another port");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void aWrongPortIsNamed(int port) {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> RitmoConsole.start(port));

    assertThat(failure).hasMessageThat().contains("was " + port);
  }

  @Test
  void closingFreesThePort() throws Exception {
    URI url = console.url();

    console.close();
    console.close();

    assertThrows(ConnectException.class, () -> Http.get(url));
    try (RitmoConsole again = RitmoConsole.start(url.getPort())) {
      assertThat(Http.get(again.url()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void severalConsolesShowTheSame() throws Exception {
    Ritmo.limiter("chat", TEN).call().acquire().close();
    try (RitmoConsole other = RitmoConsole.start(0)) {
      assertThat(Http.get(other.url().resolve("/api/limiters")).body()).contains("chat");
    }

    assertThat(get("/api/limiters").body()).contains("chat");
  }

  @Test
  void itKeepsNoProgramAlive() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(200);

    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().toLowerCase(Locale.ROOT).startsWith("ritmo-console"))
            .toList();

    assertThat(threads).isNotEmpty();
    assertThat(threads.stream().allMatch(Thread::isDaemon)).isTrue();
  }
}
