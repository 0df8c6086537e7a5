package dev.ritmo.langchain4j.http;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link RitmoHttpClient}s. Immutable and thread-safe: every setter returns another builder,
 * and one builder may serve any number of models. Builders with the same connect time-out, version,
 * proxy and TLS context use the same connections. A pool is closed when no builder and no client
 * that has used it is reachable any more.
 */
public final class RitmoHttpClientBuilder implements HttpClientBuilder {

  static final RitmoHttpClientBuilder DEFAULT =
      new RitmoHttpClientBuilder(
          new PoolSettings(null, HttpClient.Version.HTTP_2, null, null), null, null, Map.of());

  private final PoolSettings settings;
  private final @Nullable Duration readTimeout;
  private final @Nullable Limiter limiter;

  /** Keeps the pools that were built from here, also while no model uses them. */
  private final Map<PoolSettings, HttpClient> used;

  private RitmoHttpClientBuilder(
      PoolSettings settings,
      @Nullable Duration readTimeout,
      @Nullable Limiter limiter,
      Map<PoolSettings, HttpClient> used) {
    this.settings = settings;
    this.readTimeout = readTimeout;
    this.limiter = limiter;
    this.used = used;
  }

  /** A builder that keeps what it builds. */
  RitmoHttpClientBuilder withPool() {
    return new RitmoHttpClientBuilder(settings, readTimeout, limiter, new ConcurrentHashMap<>());
  }

  private RitmoHttpClientBuilder with(PoolSettings changed) {
    return new RitmoHttpClientBuilder(changed, readTimeout, limiter, used);
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return settings.connectTimeout();
  }

  /**
   * Returns a builder with this time to make a connection; models set 15 s if there is none.
   *
   * @param timeout positive, or null for no bound
   */
  @Override
  public RitmoHttpClientBuilder connectTimeout(@Nullable Duration timeout) {
    requirePositive("connectTimeout", timeout);
    return with(settings.connectTimeout(timeout));
  }

  @Override
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  /**
   * Returns a builder with this time to wait for an answer, and for each part of its body; of a
   * stream, for its first bytes. Models set 60 s if there is none.
   *
   * @param timeout positive, or null for no bound
   */
  @Override
  public RitmoHttpClientBuilder readTimeout(@Nullable Duration timeout) {
    requirePositive("readTimeout", timeout);
    return new RitmoHttpClientBuilder(settings, timeout, limiter, used);
  }

  private static void requirePositive(String name, @Nullable Duration timeout) {
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException(
          "%s must be positive, but was %s. Fix: leave it out for no bound."
              .formatted(name, timeout));
    }
  }

  /**
   * Returns a builder with this version of HTTP; HTTP/2 by default, which falls back to HTTP/1.1.
   * HTTP/1.1 helps with servers that do not understand the JDK's offer to upgrade, and where
   * streams are cancelled often.
   */
  public RitmoHttpClientBuilder version(HttpClient.Version version) {
    return with(settings.version(version));
  }

  /** Returns a builder with this proxy; by default that of the system. */
  public RitmoHttpClientBuilder proxy(ProxySelector proxy) {
    return with(settings.proxy(proxy));
  }

  /** Returns a builder with these certificates and keys; by default those of the JDK. */
  public RitmoHttpClientBuilder sslContext(SSLContext context) {
    return with(settings.tls(context));
  }

  /**
   * Returns a builder for requests that no limited model sends, such as those of a governed method:
   * what the headers of their answers say of limits is reported to this limiter.
   */
  public RitmoHttpClientBuilder limiter(Limiter reportedTo) {
    return new RitmoHttpClientBuilder(settings, readTimeout, reportedTo, used);
  }

  /**
   * As {@link #limiter(Limiter)}, by name. The limiter must be declared when the first request is
   * sent.
   */
  public RitmoHttpClientBuilder limiter(String name) {
    return limiter(Ritmo.limiter(name));
  }

  @Override
  public RitmoHttpClient build() {
    HttpClient known = used.get(settings);
    HttpClient connections = known == null ? Pools.get(settings) : known;
    used.put(settings, connections);
    return new RitmoHttpClient(connections, readTimeout, limiter);
  }
}
