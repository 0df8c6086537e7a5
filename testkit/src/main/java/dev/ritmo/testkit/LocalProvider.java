package dev.ritmo.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A local language-model provider that enforces a limit and counts requests. It answers OpenAI's
 * {@code POST /v1/chat/completions}, blocking and streamed, listens on the loopback address only,
 * and stores neither prompts nor keys. Thread-safe.
 *
 * <pre>{@code
 * try (LocalProvider provider =
 *     LocalProvider.builder().policy(Policy.slidingWindow(10, Duration.ofSeconds(2))).start()) {
 *   // point the client at provider.baseUrl(), with any key
 *   WindowCheck check = WindowCheck.of(provider.admittedNanos(), Duration.ofSeconds(2));
 * }
 * }</pre>
 *
 * <p>A rejected request gets OpenAI's 429: its error body, {@code Retry-After} in whole seconds,
 * {@code retry-after-ms} and, like every answer to a request that the policy decided on, {@code
 * x-ratelimit-limit-requests}, {@code -remaining-requests} and {@code -reset-requests}.
 */
public final class LocalProvider implements AutoCloseable {

  static {
    // Otherwise small answers wait for the client's delayed acknowledgement: 40 ms on Linux.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService handlers;
  private final long start = System.nanoTime();
  private final Account account;

  private LocalProvider(Builder builder) throws IOException {
    AtomicInteger threads = new AtomicInteger();
    this.account = new Account(builder.policy, start);
    this.server = bind(builder.port);
    this.handlers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "local-provider-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(handlers);
    server.createContext("/", new ChatHandler(account, builder.delays));
    server.start();
  }

  /** Returns a builder of a provider, by default without a limit and delays, on any free port. */
  public static Builder builder() {
    return new Builder();
  }

  /** The base URL for an OpenAI client: {@code http://127.0.0.1:<port>/v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** The port on which it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The time since the start, by {@link System#nanoTime}: the clock of the policy. */
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Answers the next requests with failures, one each, in this order, after failures queued before.
   * The policy does not see these requests.
   */
  public void failNext(Failure... failures) {
    account.failNext(failures);
  }

  /** All requests decided on so far, in order. */
  public List<Arrival> arrivals() {
    return account.arrivals();
  }

  /** The times of all requests, admitted or not, as {@link Arrival#nanos}. */
  public long[] arrivedNanos() {
    return arrivals().stream().mapToLong(Arrival::nanos).toArray();
  }

  /** The times of admitted requests, as {@link Arrival#nanos}. */
  public long[] admittedNanos() {
    return arrivals().stream().filter(Arrival::admitted).mapToLong(Arrival::nanos).toArray();
  }

  /** Stops listening and closes the connections; requests in flight are cut off. */
  @Override
  public void close() {
    server.stop(0);
    handlers.shutdownNow();
  }

  private static HttpServer bind(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (int port = wanted; ; port++) {
      try {
        return HttpServer.create(new InetSocketAddress(loopback, port), 1024);
      } catch (BindException e) {
        if (port == 0 || port == 65_535) {
          throw e;
        }
      }
    }
  }

  /** Configures a provider. Not thread-safe. */
  public static final class Builder {

    private Policy policy = Policy.unlimited();
    private Delays delays = Delays.none();
    private int port;

    private Builder() {}

    /** Sets the limit to enforce; by default none. Its clock starts with the provider. */
    public Builder policy(Policy value) {
      policy = value;
      return this;
    }

    /** Sets how long requests take; by default {@link Delays#none}. */
    public Builder delays(Delays value) {
      delays = value;
      return this;
    }

    /** Sets the port to listen on, or the next free one if it is taken; 0, the default, for any. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /**
     * Starts the provider.
     *
     * @throws UncheckedIOException if it cannot listen
     */
    public LocalProvider start() {
      try {
        return new LocalProvider(this);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot listen on the loopback address", e);
      }
    }
  }
}
