package dev.ritmo.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on this machine that gives the same answer to every request, or none. */
final class ScriptedProvider implements AutoCloseable {

  /** What is answered, whatever the request. */
  record Reply(int status, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  private ScriptedProvider(Handler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(handlers);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
          }
        });
    server.start();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  static ScriptedProvider answering(Reply reply) throws IOException {
    return new ScriptedProvider(exchange -> send(exchange, reply));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    boolean isStream = reply.body().startsWith("event:") || reply.body().startsWith("data:");
    exchange
        .getResponseHeaders()
        .set("Content-Type", isStream ? "text/event-stream" : "application/json");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Lets every request wait until this is closed. */
  static ScriptedProvider silent() throws IOException {
    CountDownLatch[] closing = new CountDownLatch[1];
    ScriptedProvider provider =
        new ScriptedProvider(
            exchange -> {
              try {
                closing[0].await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    closing[0] = provider.closing;
    return provider;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    handlers.shutdownNow();
  }
}
