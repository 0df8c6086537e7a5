package dev.ritmo.langchain4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider whose answers are written by hand; it counts connections and notes requests. */
final class RawProvider implements AutoCloseable {

  static final String COMPLETION =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

  /** What is done with a request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws Exception;
  }

  /** A request that has arrived. */
  record Request(long nanos, String method, String path, String body, List<String> type) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private RawProvider(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try {
            note(exchange);
            answer.to(exchange);
            exchange.close();
          } catch (Exception e) {
            throw new IOException("the connection is cut", e);
          }
        });
    server.start();
  }

  private void note(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    connections.add(exchange.getRemoteAddress());
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(
        new Request(
            now,
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body,
            exchange.getRequestHeaders().getOrDefault("Content-Type", List.of())));
  }

  static RawProvider answering(Answer answer) {
    return new RawProvider(answer);
  }

  /** Answers with these in turn, and with the last one from then on. */
  static RawProvider answering(Answer first, Answer... others) {
    List<Answer> all = new CopyOnWriteArrayList<>(others);
    all.add(0, first);
    int[] next = new int[1];
    return new RawProvider(
        exchange -> {
          Answer answer;
          synchronized (next) {
            answer = all.get(Math.min(next[0]++, all.size() - 1));
          }
          answer.to(exchange);
        });
  }

  /** A whole answer. */
  static Answer of(int status, String type, String body, String... headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  static Answer json(int status, String body, String... headers) {
    return of(status, "application/json", body, headers);
  }

  static Answer completion(String... headers) {
    return json(200, COMPLETION.formatted("hello"), headers);
  }

  /** The lines of a stream, which ends with them. */
  static Answer events(String... lines) {
    return of(200, "text/event-stream", String.join("\n", lines) + "\n\n");
  }

  static String chunk(String text) {
    return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n"
        .formatted(text);
  }

  /** Sends headers, and these lines one by one, then what comes after. */
  static Answer events(Answer then, String... lines) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      for (String line : lines) {
        exchange.getResponseBody().write((line + "\n").getBytes(UTF_8));
        exchange.getResponseBody().flush();
      }
      then.to(exchange);
    };
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
