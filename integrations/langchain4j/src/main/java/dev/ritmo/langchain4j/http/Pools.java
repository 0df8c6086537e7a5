package dev.ritmo.langchain4j.http;

import java.lang.ref.WeakReference;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The pools of this process that are in use, one per settings. They are held weakly, and so are the
 * proxies and TLS contexts of their programs: what nothing else uses any more is collected, with
 * its connections and its selector thread. Thread-safe.
 */
final class Pools {

  private static final ReentrantLock LOCK = new ReentrantLock();

  // guarded by LOCK; few, so that they are looked through
  private static final List<Pool> ALL = new ArrayList<>();

  private Pools() {}

  private record Pool(
      @Nullable Duration connectTimeout,
      HttpClient.Version version,
      @Nullable WeakReference<ProxySelector> proxy,
      @Nullable WeakReference<SSLContext> tls,
      WeakReference<HttpClient> client) {

    static Pool of(PoolSettings settings, HttpClient client) {
      return new Pool(
          settings.connectTimeout(),
          settings.version(),
          settings.proxy() == null ? null : new WeakReference<>(settings.proxy()),
          settings.tls() == null ? null : new WeakReference<>(settings.tls()),
          new WeakReference<>(client));
    }

    boolean isGone() {
      return client.get() == null;
    }

    boolean has(PoolSettings settings) {
      return version == settings.version()
          && Objects.equals(connectTimeout, settings.connectTimeout())
          && isSame(proxy, settings.proxy())
          && isSame(tls, settings.tls());
    }

    private static <T> boolean isSame(@Nullable WeakReference<T> held, @Nullable T wanted) {
      return held == null ? wanted == null : wanted != null && held.get() == wanted;
    }
  }

  /** The pool with these settings. */
  static HttpClient get(PoolSettings settings) {
    LOCK.lock();
    try {
      ALL.removeIf(Pool::isGone);
      for (Pool pool : ALL) {
        HttpClient client = pool.has(settings) ? pool.client().get() : null;
        if (client != null) {
          return client;
        }
      }
      HttpClient made = make(settings);
      ALL.add(Pool.of(settings, made));
      return made;
    } finally {
      LOCK.unlock();
    }
  }

  /** Its threads outlive the program that asks first, so they must not keep its class loader. */
  private static HttpClient make(PoolSettings settings) {
    Thread thread = Thread.currentThread();
    ClassLoader ofProgram = thread.getContextClassLoader();
    thread.setContextClassLoader(Pools.class.getClassLoader());
    try {
      return builder(settings).build();
    } finally {
      thread.setContextClassLoader(ofProgram);
    }
  }

  private static HttpClient.Builder builder(PoolSettings settings) {
    HttpClient.Builder builder = HttpClient.newBuilder().version(settings.version());
    if (settings.connectTimeout() != null) {
      builder.connectTimeout(settings.connectTimeout());
    }
    if (settings.proxy() != null) {
      builder.proxy(settings.proxy());
    }
    if (settings.tls() != null) {
      builder.sslContext(settings.tls());
    }
    return builder.executor(ClientThreads.EXECUTOR);
  }
}
