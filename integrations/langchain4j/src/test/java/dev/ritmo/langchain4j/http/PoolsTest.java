package dev.ritmo.langchain4j.http;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.testkit.LocalProvider;
import java.lang.ref.WeakReference;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shares connections, how many there are, and when they are let go. */
@Timeout(120)
final class PoolsTest {

  private static final Duration UNUSUAL = Duration.ofSeconds(4711);

  /** No other test uses these pools. */
  private static RitmoHttpClientBuilder fresh() {
    return RitmoHttpClient.builder().connectTimeout(UNUSUAL);
  }

  private static HttpClient pool(RitmoHttpClientBuilder builder) {
    return builder.build().pool();
  }

  @Test
  void theSameSettingsShareAPoolWhateverTheReadTimeOutAndTheLimiter() {
    HttpClient pool = pool(fresh());

    assertThat(pool(fresh())).isSameInstanceAs(pool);
    assertThat(pool(fresh().readTimeout(Duration.ofSeconds(1)))).isSameInstanceAs(pool);
    assertThat(pool(fresh().limiter("any"))).isSameInstanceAs(pool);
  }

  @Test
  void otherSettingsHaveAPoolOfTheirOwn() throws NoSuchAlgorithmException {
    HttpClient pool = pool(fresh());
    ProxySelector proxy = ProxySelector.of(null);

    assertThat(pool(fresh().connectTimeout(UNUSUAL.plusNanos(1)))).isNotSameInstanceAs(pool);
    assertThat(pool(fresh().version(HttpClient.Version.HTTP_1_1))).isNotSameInstanceAs(pool);
    HttpClient proxied = pool(fresh().proxy(proxy));
    assertThat(proxied).isNotSameInstanceAs(pool);
    assertThat(pool(fresh().proxy(proxy))).isSameInstanceAs(proxied);
    assertThat(pool(fresh().proxy(ProxySelector.of(null)))).isNotSameInstanceAs(proxied);
    assertThat(pool(fresh().sslContext(SSLContext.getDefault()))).isNotSameInstanceAs(pool);
  }

  @Test
  void aSetterChangesTheBuilderThatItReturnsOnly() {
    RitmoHttpClientBuilder builder = fresh();

    RitmoHttpClientBuilder other = builder.readTimeout(Duration.ofSeconds(3));

    assertThat(builder.readTimeout()).isNull();
    assertThat(other.readTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(other.connectTimeout()).isEqualTo(UNUSUAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 5000})
  void eightModelsOnThirtyTwoThreadsKeepToFortyConnectionsAndOneSelector(int requests)
      throws Exception {
    RitmoHttpClientBuilder client = RitmoHttpClient.builder();
    long selectorsBefore = selectors();
    try (RawProvider provider = RawProvider.answering(RawProvider.completion())) {
      List<OpenAiChatModel> models = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        models.add(Models.openAi(provider.url(), client));
      }
      send(models, requests);

      assertThat(provider.requests()).hasSize(requests);
      assertThat(provider.connections()).isAtMost(40);
      assertThat(selectors() - selectorsBefore).isAtMost(1);
    }
  }

  private static void send(List<OpenAiChatModel> models, int requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        OpenAiChatModel model = models.get(i % models.size());
        answers.add(threads.submit(() -> model.chat("hi")));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("hello");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long selectors() {
    return selectorThreads().size();
  }

  private static Set<Thread> selectorThreads() {
    Set<Thread> selectors = new HashSet<>(Thread.getAllStackTraces().keySet());
    selectors.removeIf(thread -> !thread.getName().endsWith("SelectorManager"));
    return selectors;
  }

  @Test
  void threadsAreVirtualWhereTheJdkHasThem() throws Exception {
    String thread = ClientThreads.EXECUTOR.submit(() -> Thread.currentThread().toString()).get();

    assertThat(thread.startsWith("VirtualThread[")).isEqualTo(Runtime.version().feature() >= 21);
  }

  @Test
  void connectionsAreUsedAgain() {
    RitmoHttpClientBuilder client = fresh();
    try (LocalProvider provider = LocalProvider.builder().start();
        RawProvider raw = RawProvider.answering(RawProvider.completion())) {
      for (int i = 0; i < 10; i++) {
        String unused = Models.openAi(raw.url(), client).chat("hi");
        assertThat(Models.openAi("http://127.0.0.1:" + provider.port(), client).chat("hi"))
            .isNotEmpty();
      }
      assertThat(raw.connections()).isEqualTo(1);
    }
  }

  @Test
  void aPoolThatNothingUsesIsCollectedWithItsSelector() throws Exception {
    Set<Thread> before = selectorThreads();
    Duration own = UNUSUAL.plusSeconds(1);
    WeakReference<HttpClient> pool = used(RitmoHttpClient.builder().connectTimeout(own));
    Set<Thread> made = selectorThreads();
    made.removeAll(before);
    assertThat(made).hasSize(1);

    await("the pool is collected", () -> pool.get() == null);
    await("its selector ends", () -> made.stream().noneMatch(Thread::isAlive));
  }

  private static WeakReference<HttpClient> used(RitmoHttpClientBuilder builder) {
    try (RawProvider provider = RawProvider.answering(RawProvider.completion())) {
      RitmoHttpClient client = builder.build();
      Object unused = client.execute(Models.post(provider.url(), "{}"));
      return new WeakReference<>(client.pool());
    }
  }

  @Test
  void aBuilderKeepsThePoolOfModelsThatAreGone() {
    RitmoHttpClientBuilder builder = RitmoHttpClient.builder();
    try (RawProvider provider = RawProvider.answering(RawProvider.completion())) {
      for (int i = 0; i < 5; i++) {
        assertThat(Models.openAi(provider.url(), builder).chat("hi")).isEqualTo("hello");
        System.gc();
      }
      assertThat(provider.connections()).isEqualTo(1);
    }
  }

  @Test
  void theProxyOfAProgramIsNotKept() throws Exception {
    WeakReference<ProxySelector> proxy = proxied();

    await("the proxy is collected", () -> proxy.get() == null);
  }

  private static WeakReference<ProxySelector> proxied() {
    ProxySelector proxy =
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, java.io.IOException failure) {}
        };
    assertThat(proxy.select(URI.create("http://any"))).hasSize(1);
    WeakReference<HttpClient> unused = used(RitmoHttpClient.builder().proxy(proxy));
    return new WeakReference<>(proxy);
  }

  @Test
  void theThreadsOfAPoolKeepNoClassLoaderOfAProgram() {
    ClassLoader program = new ClassLoader(null) {};
    Thread.currentThread().setContextClassLoader(program);
    try (RawProvider provider = RawProvider.answering(RawProvider.completion())) {
      RitmoHttpClient client =
          RitmoHttpClient.builder().connectTimeout(UNUSUAL.plusSeconds(2)).build();
      Object unused = client.execute(Models.post(provider.url(), "{}"));

      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().contains("HttpClient") || thread.getName().startsWith("ritmo-http")) {
          assertWithMessage(thread.getName())
              .that(thread.getContextClassLoader())
              .isNotSameInstanceAs(program);
        }
      }
    } finally {
      Thread.currentThread().setContextClassLoader(PoolsTest.class.getClassLoader());
    }
  }

  private static void await(String what, BooleanSupplier isSo) throws InterruptedException {
    for (int i = 0; i < 200 && !isSo.getAsBoolean(); i++) {
      System.gc();
      Thread.sleep(50);
    }
    assertWithMessage(what).that(isSo.getAsBoolean()).isTrue();
  }
}
