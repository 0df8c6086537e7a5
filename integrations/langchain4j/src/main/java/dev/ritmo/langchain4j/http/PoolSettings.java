package dev.ritmo.langchain4j.http;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a pool of connections; null stands for the default of the JDK. The time to wait
 * for an answer belongs to the request.
 */
record PoolSettings(
    @Nullable Duration connectTimeout,
    HttpClient.Version version,
    @Nullable ProxySelector proxy,
    @Nullable SSLContext tls) {

  PoolSettings connectTimeout(@Nullable Duration other) {
    return new PoolSettings(other, version, proxy, tls);
  }

  PoolSettings version(HttpClient.Version other) {
    return new PoolSettings(connectTimeout, other, proxy, tls);
  }

  PoolSettings proxy(ProxySelector other) {
    return new PoolSettings(connectTimeout, version, other, tls);
  }

  PoolSettings tls(SSLContext other) {
    return new PoolSettings(connectTimeout, version, proxy, other);
  }
}
