package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.retry.RetryTemplate;

/**
 * Retries of other libraries within those of Ritmo are warned of, once, with the line to change.
 */
@Timeout(60)
final class InnerRetriesTest {

  private static final RetrySettings TWICE =
      RetrySettings.DEFAULT.delays(1, 1, TimeUnit.MILLISECONDS).maxAttempts(2);

  private final Log log = new Log();
  private LocalProvider provider = LocalProvider.builder().start();

  @AfterEach
  void close() {
    log.close();
    provider.close();
    Ritmo.reset();
  }

  private List<String> warningsOf(Callable<String> body) {
    LimitedCall call = Ritmo.limiter("warned").call().retry(TWICE);
    assertThrows(Exception.class, () -> call.run(body));
    assertThrows(Exception.class, () -> call.run(body));
    return log.lines();
  }

  private OpenAiChatModel.OpenAiChatModelBuilder model() {
    Failure[] failures = new Failure[20];
    Arrays.fill(failures, Failure.overloaded());
    provider.failNext(failures);
    return OpenAiChatModel.builder().baseUrl(provider.baseUrl()).apiKey("none").modelName("any");
  }

  @Test
  void thoseOfLangChain4jAreWarnedOfOnce() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());
    OpenAiChatModel model = model().maxRetries(1).build();

    List<String> warnings = warningsOf(() -> model.chat("hello"));

    assertThat(warnings)
        .containsExactly(
            "Limiter \"warned\": a failure came through LangChain4j's own retries, inside of Ritmo's. If they are on, every attempt sends several requests, earlier than the provider asks for and unseen by the limiter. Fix: .maxRetries(0) on the builder of the model.");
  }

  @Test
  void thoseThatAreOffAreNot() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());
    OpenAiChatModel model = model().maxRetries(0).build();
    assertThrows(RuntimeException.class, () -> model.chat("opens the connection"));

    assertThat(warningsOf(() -> model.chat("hello"))).isEmpty();
  }

  @Test
  void aProviderThatFailsSlowlyIsNotTakenForThem() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());
    provider.close();
    provider = slow();
    OpenAiChatModel model = model().maxRetries(0).build();

    assertThat(warningsOf(() -> model.chat("hello"))).isEmpty();
    assertThat(provider.arrivals()).hasSize(4);
  }

  @Test
  void thoseOfASlowProviderAreSeen() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());
    provider.close();
    provider = slow();
    OpenAiChatModel model = model().maxRetries(1).build();

    assertThat(warningsOf(() -> model.chat("hello"))).hasSize(1);
  }

  private static LocalProvider slow() {
    Delays.Range nothing = Delays.Range.millis(0, 0);
    return LocalProvider.builder()
        .delays(new Delays(Delays.Range.millis(450, 500), nothing, nothing, 1))
        .start();
  }

  @Test
  void aCallBesideTheGovernedOneIsNotWatched() throws Exception {
    Limiter limiter = Ritmo.limiter("warned", Limits.of());
    provider.close();
    provider = slow();
    OpenAiChatModel governed = model().maxRetries(0).build();
    OpenAiChatModel beside = model().maxRetries(1).build();
    LimitedCall call = limiter.call().retry(TWICE);

    assertThrows(Exception.class, () -> call.run(() -> governed.chat("hello")));
    assertThrows(Exception.class, () -> beside.chat("hello"));

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void thoseInTheBodyOfAnAsynchronousCallAreSeen() {
    Limiter limiter = Ritmo.limiter("warned", Limits.of());
    OpenAiChatModel model = model().maxRetries(1).build();
    LimitedCall call = limiter.call().retry(TWICE);

    CompletableFuture<String> answer =
        call.runAsync(() -> CompletableFuture.completedFuture(model.chat("hello")));

    assertThrows(CompletionException.class, answer::join);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void thoseOfSpringAreSeenWhereTheyWait() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());
    RetryTemplate twice = new RetryTemplate(2, 500);
    RetryTemplate once = new RetryTemplate(1, 500);

    assertThat(warningsOf(() -> once.execute(InnerRetriesTest::failSlowly))).isEmpty();
    List<String> warnings = warningsOf(() -> twice.execute(InnerRetriesTest::failSlowly));

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("Spring's RetryTemplate");
  }

  private static String failSlowly() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(400); // the body's own sleep is no pause between requests
    throw new Throttled("overloaded");
  }

  @Test
  void thoseOfTheAwsSdkSayThemselvesHowOftenTheySent() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());

    List<String> warnings =
        warningsOf(
            () -> {
              throw new Throttled("Too many tokens (Service: Bedrock) (SDK Attempt Count: 4)");
            });

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("the retries of the AWS SDK");
    assertThat(warnings.get(0)).contains("AwsRetryStrategy.doNotRetry()");
  }

  @Test
  void oneRequestIsNone() {
    Limiter unused = Ritmo.limiter("warned", Limits.of());

    assertThat(
            warningsOf(
                () -> {
                  throw new Throttled("Too many tokens (SDK Attempt Count: 1)");
                }))
        .isEmpty();
  }

  static final class Throttled extends RuntimeException {

    private static final long serialVersionUID = 1;

    Throttled(String message) {
      super(message);
    }

    public int statusCode() {
      return 503;
    }
  }
}
