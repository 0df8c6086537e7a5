package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpServer;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that nobody has heard of, by the names that everybody gives to status and headers. */
// the accessors are found by reflection
@SuppressWarnings({"unused", "DoNotCallSuggester"})
final class HttpFailureTest {

  private static final Signal AFTER_TWO_SECONDS = new Signal(Kind.REJECTED, null, 2_000_000_000L);

  private static Signal signal(Throwable failure) {
    return Signals.of(failure, Instant.EPOCH);
  }

  static Stream<Arguments> clients() {
    Map<String, List<String>> headers = Map.of("Retry-After", List.of("2"));
    HttpHeaders jdk = HttpHeaders.of(headers, (name, value) -> true);
    return Stream.of(
        arguments(new StatusCodeAndMap(headers)),
        arguments(new StatusCodeAndMap(Map.of("retry-after", "2"))),
        arguments(new StatusCodeAndMap(Map.of("RETRY-AFTER", Optional.of("2")))),
        arguments(new GetStatusCodeAndHeaders(jdk)),
        arguments(new GetStatusCodeAndHeaders(new SpringLike())),
        arguments(new GetStatusCodeAndHeaders(new AzureLike())),
        arguments(new GetStatusCodeAndHeaders(new OpenAiLike())),
        arguments(new CodeAndResponse(new Response(jdk))),
        arguments(new ResponseOnly(new Response(jdk))),
        arguments(new ResponseOnly(new HiddenResponse(jdk))));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void statusAndRetryAfterAreFound(RuntimeException failure) {
    assertThat(signal(failure)).isEqualTo(AFTER_TWO_SECONDS);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void statusAndRetryAfterAreFoundInACause(RuntimeException failure) {
    assertThat(signal(new RuntimeException(failure))).isEqualTo(AFTER_TWO_SECONDS);
  }

  @Test
  void theAnswerOfTheJdksOwnClientIsRead() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "2");
          exchange.sendResponseHeaders(429, -1);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(signal(new ResponseOnly(response))).isEqualTo(AFTER_TWO_SECONDS);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void allValuesOfAHeaderAreRead() {
    assertThat(signal(new GetStatusCodeAndHeaders(new ListsInGet()))).isEqualTo(AFTER_TWO_SECONDS);
    assertThat(signal(new GetStatusCodeAndHeaders(new ArraysInGetValues())))
        .isEqualTo(AFTER_TWO_SECONDS);
    HttpHeaders jdk =
        HttpHeaders.of(Map.of("Retry-After", List.of("1", "2")), (name, value) -> true);
    assertThat(signal(new GetStatusCodeAndHeaders(jdk))).isEqualTo(AFTER_TWO_SECONDS);
  }

  @Test
  void anotherStatusSaysNothing() {
    assertThat(signal(new IntCode(307))).isEqualTo(Signal.of(Kind.UNKNOWN));
    assertThat(signal(new IntCode(1503))).isEqualTo(Signal.of(Kind.UNKNOWN));
    assertThat(signal(new IntCode(418)).kind()).isEqualTo(Kind.USELESS);
    assertThat(signal(new IntCode(503)).kind()).isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void headersWithoutARetryAfterSayNothing() {
    assertThat(signal(new StatusCodeAndMap(Map.of("Date", "2"))))
        .isEqualTo(Signal.of(Kind.REJECTED));
  }

  @Test
  void headersThatThrowSayNothing() {
    Map<String, String> broken =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            throw new UnsupportedOperationException();
          }
        };

    assertThat(signal(new StatusCodeAndMap(broken))).isEqualTo(Signal.of(Kind.REJECTED));
  }

  @Test
  void accessorsThatThrowSayNothing() {
    assertThat(signal(new Throwing())).isEqualTo(Signal.of(Kind.UNKNOWN));
  }

  @Test
  void aClassWhoseMethodsCannotBeLookedUpSaysNothing() throws Exception {
    RuntimeException failure =
        (RuntimeException)
            new ClassWithout("Gone")
                .loadClass(HttpFailureTest.class.getName() + "$Incomplete")
                .getDeclaredConstructor()
                .newInstance();

    assertThat(signal(failure)).isEqualTo(Signal.of(Kind.UNKNOWN));
  }

  private static class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static final class StatusCodeAndMap extends Failure {
    private static final long serialVersionUID = 1;
    private final transient Map<String, ?> headers;

    StatusCodeAndMap(Map<String, ?> headers) {
      this.headers = headers;
    }

    public int statusCode() {
      return 429;
    }

    public Map<String, ?> headers() {
      return headers;
    }
  }

  static final class GetStatusCodeAndHeaders extends Failure {
    private static final long serialVersionUID = 1;
    private final transient Object headers;

    GetStatusCodeAndHeaders(Object headers) {
      this.headers = headers;
    }

    public Status getStatusCode() {
      return Status.TOO_MANY_REQUESTS;
    }

    public Object getHeaders() {
      return headers;
    }
  }

  enum Status {
    TOO_MANY_REQUESTS;

    public int value() {
      return 429;
    }
  }

  public static final class SpringLike {
    public @Nullable String getFirst(String name) {
      return name.equalsIgnoreCase("Retry-After") ? "2" : null;
    }
  }

  public static final class AzureLike {
    public @Nullable String getValue(String name) {
      return name.equalsIgnoreCase("Retry-After") ? "2" : null;
    }
  }

  public static final class ListsInGet {
    public List<String> get(String name) {
      return name.equalsIgnoreCase("Retry-After") ? List.of("1", "2") : List.of();
    }

    public @Nullable String getFirst(String name) {
      return name.equalsIgnoreCase("Retry-After") ? "1" : null;
    }
  }

  public static final class ArraysInGetValues {
    public String[] getValues(String name) {
      return name.equalsIgnoreCase("Retry-After") ? new String[] {"1", "2"} : new String[0];
    }

    public @Nullable String getValue(String name) {
      return name.equalsIgnoreCase("Retry-After") ? "1,2" : null;
    }
  }

  public static final class OpenAiLike {
    public List<String> values(String name) {
      return name.equalsIgnoreCase("Retry-After") ? List.of("2") : List.of();
    }
  }

  static final class CodeAndResponse extends Failure {
    private static final long serialVersionUID = 1;
    private final transient Response response;

    CodeAndResponse(Response response) {
      this.response = response;
    }

    public int code() {
      return 429;
    }

    public Response response() {
      return response;
    }
  }

  static final class ResponseOnly extends Failure {
    private static final long serialVersionUID = 1;
    private final transient Object response;

    ResponseOnly(Object response) {
      this.response = response;
    }

    public String code() {
      return "rate_limit_exceeded";
    }

    public Object getResponse() {
      return response;
    }
  }

  static class Response {
    private final HttpHeaders headers;

    Response(HttpHeaders headers) {
      this.headers = headers;
    }

    public int statusCode() {
      return 429;
    }

    public HttpHeaders headers() {
      return headers;
    }
  }

  private static final class HiddenResponse extends Response {
    HiddenResponse(HttpHeaders headers) {
      super(headers);
    }
  }

  static final class IntCode extends Failure {
    private static final long serialVersionUID = 1;
    private final int code;

    IntCode(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  static final class Throwing extends Failure {
    private static final long serialVersionUID = 1;

    public int statusCode() {
      throw new IllegalStateException();
    }

    public Object headers() throws IOException {
      throw new IOException();
    }

    public Object response() {
      throw new AssertionError();
    }
  }

  /** A type that is missing where {@link Incomplete} is loaded. */
  public static final class Gone {}

  /** Has a method with a type that may be missing. */
  public static final class Incomplete extends RuntimeException {
    private static final long serialVersionUID = 1;

    public void accept(Gone gone) {}
  }

  /** Loads the classes of this test anew, but for one. */
  private static final class ClassWithout extends ClassLoader {
    private final String missing;

    ClassWithout(String missing) {
      super(HttpFailureTest.class.getClassLoader());
      this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(HttpFailureTest.class.getName() + "$")) {
        return super.loadClass(name, resolve);
      }
      if (name.endsWith(missing)) {
        throw new ClassNotFoundException(name);
      }
      try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
