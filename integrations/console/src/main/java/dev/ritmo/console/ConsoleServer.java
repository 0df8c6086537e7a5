package dev.ritmo.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The HTTP server: what is refused, and the headers of every answer. Thread-safe. */
final class ConsoleServer implements AutoCloseable {

  /** Enough for some open pages; more requests are answered by the thread that accepts them. */
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService executor;

  private ConsoleServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  static ConsoleServer start(InetAddress address, int port, HostCheck hosts, ConsoleApi api) {
    HttpServer server = bind(address, port);
    ExecutorService executor =
        new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            ConsoleServer::thread,
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(executor);
    server.createContext("/", exchange -> handle(exchange, hosts, api));
    server.start();
    return new ConsoleServer(server, executor);
  }

  private static HttpServer bind(InetAddress address, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (BindException e) {
      throw new IllegalStateException(
          "The console cannot listen on port %s of %s: %s. Fix: give another port to RitmoConsole.start, or 0 for any free port, which url() then names."
              .formatted(port, address.getHostAddress(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The console cannot listen on port %s of %s: %s. Fix: see whether the address is one of this machine."
              .formatted(port, address.getHostAddress(), e.getMessage()),
          e);
    }
  }

  /** Inherits nothing from the thread that happens to cause it. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "ritmo-console", 0, false);
    thread.setContextClassLoader(ConsoleServer.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  URI url() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().isAnyLocalAddress() ? "localhost" : host(bound.getAddress());
    return URI.create("http://" + host + ":" + bound.getPort() + "/");
  }

  private static String host(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void handle(HttpExchange exchange, HostCheck hosts, ConsoleApi api)
      throws IOException {
    try (exchange) {
      answer(exchange, hosts, api).send(exchange);
    }
  }

  private static Answer answer(HttpExchange exchange, HostCheck hosts, ConsoleApi api) {
    if (!hosts.accepts(exchange.getRequestHeaders().get("Host"))) {
      return Answer.error(
          421,
          "The console answers requests for localhost and for addresses only. Fix: open it by its address, or allow the name with RitmoConsole.builder().host(name).");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.error(405, "The console is read-only: it answers GET and HEAD.");
    }
    try {
      return api.answer(exchange.getRequestURI());
    } catch (RuntimeException e) {
      System.getLogger("dev.ritmo")
          .log(System.Logger.Level.WARNING, "The console could not answer a request", e);
      return Answer.error(500, "The console failed; the log of the program says why.");
    }
  }
}
