package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.ritmo.langchain4j.RitmoModels;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Optimum;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real clients against local providers that count: three accounts of different size. */
@Timeout(120)
final class PoolOverHttpTest {

  private static final Duration PERIOD = Duration.ofMillis(1_500);
  private static final Duration SHORT_PERIOD = Duration.ofSeconds(1);
  private static final int[] SIZES = {10, 20, 30};
  private static final Delays DELAYS =
      new Delays(
          Delays.Range.millis(1, 5), Delays.Range.millis(20, 60), Delays.Range.millis(1, 5), 7);

  private final List<LocalProvider> providers = new ArrayList<>();
  private final ExecutorService callers = Executors.newFixedThreadPool(120);

  @BeforeEach
  void reset() {
    Ritmo.reset();
  }

  private void start(Duration period) {
    for (int size : SIZES) {
      providers.add(provider(size, period, 0));
    }
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    providers.forEach(LocalProvider::close);
    Ritmo.reset();
  }

  private static LocalProvider provider(int size, Duration period, int port) {
    return LocalProvider.builder()
        .policy(Policy.slidingWindow(size, period))
        .delays(DELAYS)
        .port(port)
        .start();
  }

  /** What a program does only once, such as loading classes, is not the subject. */
  private void warmUp() throws Exception {
    try (LocalProvider other = LocalProvider.builder().start()) {
      OpenAiChatModel model = model(other);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(() -> model.chat("hello")));
      }
      for (Future<String> answer : answers) {
        answer.get();
      }
    }
  }

  private ChatModelPool pool(Duration period) {
    PoolBuilder<dev.langchain4j.model.chat.ChatModel, ChatModelPool> builder =
        RitmoModels.pool()
            .chat()
            .maxWait(Duration.ofMinutes(2))
            .rest(Duration.ofMillis(200), Duration.ofSeconds(1));
    for (int i = 0; i < SIZES.length; i++) {
      Limit limit = Limit.calls(SIZES[i], period.toMillis(), TimeUnit.MILLISECONDS);
      builder.member("account-" + i, model(providers.get(i)), Ritmo.limiter("account-" + i, limit));
    }
    return builder.build();
  }

  private static OpenAiChatModel model(LocalProvider provider) {
    return OpenAiChatModel.builder()
        .baseUrl(provider.baseUrl())
        .apiKey("any")
        .modelName("tiny")
        .maxRetries(0)
        .build();
  }

  private List<Future<String>> call(ChatModelPool pool, int requests) {
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      answers.add(callers.submit(() -> pool.chat("hello")));
    }
    return answers;
  }

  @Test
  void threeAccountsAreDrainedTogether() throws Exception {
    start(PERIOD);
    warmUp();
    ChatModelPool pool = pool(PERIOD);
    List<Duration> uptimes = providers.stream().map(LocalProvider::uptime).toList();
    long begin = System.nanoTime();

    for (Future<String> answer : call(pool, 168)) {
      assertThat(answer.get()).isNotEmpty();
    }

    double took = (System.nanoTime() - begin) / 1e9; // twelve places are left in the last period
    double optimum = 0;
    for (int i = 0; i < SIZES.length; i++) {
      Duration best =
          Optimum.of(
              Policy.slidingWindow(SIZES[i], PERIOD),
              DELAYS,
              3 * SIZES[i] - 4,
              120,
              uptimes.get(i));
      optimum = Math.max(optimum, best.toNanos() / 1e9);
    }
    System.out.printf("pool: %.2f s, optimum %.2f s, ratio %.3f%n", took, optimum, took / optimum);
    long rejected = 0;
    for (LocalProvider provider : providers) {
      rejected += provider.arrivals().stream().filter(one -> !one.admitted()).count();
    }
    // AccountsTogetherTest has the exact numbers; here a machine with other work takes part
    assertThat(rejected).isAtMost(5);
    assertWithMessage("%s s, optimum %s s", took, optimum).that(took).isAtMost(optimum * 1.15);
  }

  @Test
  void oneDiesAndComesBackAndNothingIsLost() throws Exception {
    start(SHORT_PERIOD);
    ChatModelPool pool = pool(SHORT_PERIOD);
    List<Future<String>> answers = call(pool, 160);
    TimeUnit.MILLISECONDS.sleep(700); // real time is the subject here
    LocalProvider dying = providers.get(2);
    int port = dying.port();
    dying.close();
    TimeUnit.MILLISECONDS.sleep(800);
    LocalProvider back = provider(SIZES[2], SHORT_PERIOD, port);
    providers.set(2, back);

    for (Future<String> answer : answers) {
      assertThat(answer.get()).isNotEmpty();
    }

    MemberState member = pool.members().get(2);
    System.out.println(member + "; served after it was back: " + back.arrivals().size());
    assertThat(back.port()).isEqualTo(port);
    assertThat(back.arrivals().size()).isAtLeast(30);
    assertThat(member.failed()).isAtLeast(2); // it was tried, and probed
    assertThat(member.failed()).isAtMost(30 + 3); // at most those in flight, and probes
    assertThat(member.isHealthy()).isTrue();
    for (LocalProvider provider : providers) {
      assertThat(provider.arrivals().stream().filter(one -> !one.admitted()).count()).isAtMost(5);
    }
  }

  @Test
  void anAccountWithoutCreditAndOneThatIsOverloadedAreLeft() throws Exception {
    start(PERIOD);
    providers.get(0).failNext(Failure.insufficientQuota());
    providers.get(1).failNext(Failure.overloaded());
    ChatModelPool pool = pool(PERIOD);

    for (int i = 0; i < 10; i++) {
      assertThat(pool.chat("hello")).isNotEmpty();
    }

    assertThat(providers.get(0).arrivals()).hasSize(1);
    assertThat(pool.members().get(0).restsBecause().orElseThrow().name()).isEqualTo("SPEND");
  }

  @Test
  void streamsFailOverBeforeTheFirstPiece() throws Exception {
    start(PERIOD);
    providers.get(0).failNext(Failure.overloaded());
    StreamingChatModelPool pool =
        RitmoModels.pool()
            .member("one", stream(0), Ritmo.limiter("one", Limit.calls(10, 2, TimeUnit.SECONDS)))
            .member("two", stream(1), Ritmo.limiter("two", Limit.calls(20, 2, TimeUnit.SECONDS)))
            .build();
    CountDownLatch done = new CountDownLatch(1);
    Reader reader =
        new Reader() {
          @Override
          public void onCompleteResponse(dev.langchain4j.model.chat.response.ChatResponse answer) {
            super.onCompleteResponse(answer);
            done.countDown();
          }
        };

    pool.chat("hello", reader);

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(String.join("", reader.heard))
        .isEqualTo("All is well, and nothing else needs to be said.done");
    assertThat(providers.get(1).arrivals()).hasSize(1);
  }

  private OpenAiStreamingChatModel stream(int account) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(providers.get(account).baseUrl())
        .apiKey("any")
        .modelName("tiny")
        .build();
  }

  @Test
  void aThousandCallersAtOnce() throws Exception {
    ChatModelPool pool =
        RitmoModels.pool()
            .member("a", new Quick(), Ritmo.limiter("a", Limit.calls(100, 1, TimeUnit.SECONDS)))
            .member("b", new Quick(), Ritmo.limiter("b", Limit.calls(200, 1, TimeUnit.SECONDS)))
            .member("c", new Quick(), Ritmo.limiter("c", Limit.calls(200, 1, TimeUnit.SECONDS)))
            .build();
    long begin = System.nanoTime();

    List<Future<String>> answers = call(pool, 1_000);
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo("quick");
    }

    double took = (System.nanoTime() - begin) / 1e9;
    System.out.printf("1,000 callers: %.2f s%n", took);
    assertThat(took).isLessThan(3.0); // 500 at once, and 500 after a second
    assertThat(pool.members().stream().mapToLong(MemberState::sent).sum()).isEqualTo(1_000);
    for (String name : List.of("a", "b", "c")) {
      assertThat(Ritmo.limiter(name).snapshot().waiting()).isEqualTo(0);
    }
  }

  /** Answers at once. */
  private static final class Quick implements dev.langchain4j.model.chat.ChatModel {
    @Override
    public dev.langchain4j.model.chat.response.ChatResponse doChat(
        dev.langchain4j.model.chat.request.ChatRequest request) {
      return dev.langchain4j.model.chat.response.ChatResponse.builder()
          .aiMessage(dev.langchain4j.data.message.AiMessage.from("quick"))
          .build();
    }
  }
}
