package dev.ritmo.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A local language-model provider that enforces limits and keeps a log. It answers the {@linkplain
 * Endpoint endpoints} of OpenAI, Anthropic and Gemini, blocking and streamed, listens on the
 * loopback address only, and stores neither prompts nor keys. Thread-safe.
 *
 * <pre>{@code
 * try (LocalProvider provider =
 *     LocalProvider.builder().policy(Policy.slidingWindow(10, Duration.ofSeconds(2))).start()) {
 *   // point the client at provider.baseUrl(), with any key
 *   WindowCheck check = WindowCheck.of(provider.admittedNanos(), Duration.ofSeconds(2));
 * }
 * }</pre>
 *
 * <p>A rejected request gets the error of its provider. At OpenAI that is status 429 with {@code
 * Retry-After} in whole seconds, {@code retry-after-ms} and, like every answer to a request that
 * the policies decided on, {@code x-ratelimit-limit-requests}, {@code -remaining-requests} and
 * {@code -reset-requests}, and the same for tokens. Anthropic has {@code retry-after} and {@code
 * anthropic-ratelimit-*}; Gemini states a time in the body only.
 */
public final class LocalProvider implements AutoCloseable {

  /** The name of the account that takes any key, where a test has named none. */
  public static final String DEFAULT_ACCOUNT = "default";

  static {
    // Otherwise small answers wait for the client's delayed acknowledgement: 40 ms on Linux.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService handlers;
  private final ArrivalLog log = new ArrivalLog();
  private final Accounts accounts;
  private final ChatHandler handler;

  private LocalProvider(Builder builder) throws IOException {
    AtomicInteger threads = new AtomicInteger();
    this.accounts = builder.accounts(log);
    this.handler = new ChatHandler(accounts, log, builder.delays, builder.answers);
    this.server = bind(builder.port);
    this.handlers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "local-provider-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(handlers);
    server.createContext("/", handler);
    server.start();
  }

  /** Returns a builder of a provider, by default without a limit and delays, on any free port. */
  public static Builder builder() {
    return new Builder();
  }

  /** The base URL for an OpenAI client: {@code http://127.0.0.1:<port>/v1}. */
  public String baseUrl() {
    return url(Routes.OPENAI);
  }

  /**
   * The base URL for an Anthropic client, as LangChain4j wants it: {@code
   * http://127.0.0.1:<port>/v1}. Clients that add {@code /v1} themselves want it without.
   */
  public String anthropicBaseUrl() {
    return url(Routes.ANTHROPIC);
  }

  /**
   * The base URL for a Gemini client, as LangChain4j wants it: {@code
   * http://127.0.0.1:<port>/v1beta}. Clients that add a version themselves want it without; {@code
   * /v1} is answered as well.
   */
  public String geminiBaseUrl() {
    return url(Routes.GEMINI);
  }

  /** The port on which it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The time since the start, by {@link System#nanoTime}: the clock of the policy. */
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - log.start());
  }

  /**
   * The account that a test has named.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Account account(String name) {
    return accounts.named(name);
  }

  /**
   * Gives an account one more API key. Accounts start with their names as keys.
   *
   * @throws IllegalArgumentException if there is no account of that name
   */
  public void addKey(String name, String key) {
    accounts.addKey(accounts.named(name), key);
  }

  /**
   * Gives an account another API key; those before are no longer known.
   *
   * @throws IllegalArgumentException if there is no account of that name
   */
  public void replaceKey(String name, String key) {
    accounts.replaceKeys(accounts.named(name), key);
  }

  /**
   * Answers the next requests, of any account, with failures, one each, in this order, after
   * failures queued before. The policies do not see these requests.
   */
  public void failNext(Failure... failures) {
    log.failNext(failures);
  }

  /** All requests decided on so far, of all accounts, in order. */
  public List<Arrival> arrivals() {
    return log.arrivals();
  }

  /** The number of connections on which requests have come, those included that are closed. */
  public int connections() {
    return handler.connections();
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

  private String url(String path) {
    return "http://127.0.0.1:" + port() + path;
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
    private List<TokenPolicy> tokens = List.of();
    private final List<NamedPolicies> named = new ArrayList<>();
    private Answers answers = request -> ModelAnswer.standard();
    private Delays delays = Delays.none();
    private int port;

    private Builder() {}

    /** Sets the limit to enforce; by default none. Its clock starts with the provider. */
    public Builder policy(Policy value) {
      policy = value;
      return this;
    }

    /**
     * Sets the limits of tokens to enforce, together with {@link #policy}; by default none. A
     * request that one of them rejects is not counted by the others, nor as a request.
     */
    public Builder tokens(TokenPolicy... values) {
      tokens = List.of(values);
      return this;
    }

    /**
     * Adds an account, instead of the only one that takes any key. A request belongs to it by its
     * API key, as {@code Authorization: Bearer}, {@code x-api-key}, {@code x-goog-api-key}, {@code
     * api-key}, or {@code ?key=}; any other key gets status 401. {@link #policy} and {@link
     * #tokens(TokenPolicy...)} of the builder do not apply to it.
     *
     * @param name its name in the log, and its API key until that is {@linkplain
     *     LocalProvider#replaceKey replaced}
     * @param itsPolicy the limit to enforce; not that of another account
     * @param itsTokens the limits of tokens to enforce
     * @throws IllegalArgumentException if there is an account of that name
     */
    public Builder account(String name, Policy itsPolicy, TokenPolicy... itsTokens) {
      if (named.stream().anyMatch(each -> each.name.equals(name))) {
        throw new IllegalArgumentException(
            "name must be that of no other account, but was " + name + ". Fix: name it otherwise");
      }
      named.add(new NamedPolicies(name, itsPolicy, List.of(itsTokens)));
      return this;
    }

    /** Sets what to answer; by default a {@linkplain ModelAnswer#standard short text}. */
    public Builder answers(Answers value) {
      answers = value;
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

    private Accounts accounts(ArrivalLog log) {
      return named.isEmpty()
          ? new Accounts(new Account(DEFAULT_ACCOUNT, policy, tokens, log))
          : new Accounts(named.stream().map(each -> each.account(log)).toList());
    }

    private record NamedPolicies(String name, Policy policy, List<TokenPolicy> tokens) {
      Account account(ArrivalLog log) {
        return new Account(name, policy, tokens, log);
      }
    }
  }
}
