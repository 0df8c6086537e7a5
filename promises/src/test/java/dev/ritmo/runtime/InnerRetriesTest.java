package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.Failure;
import dev.ritmo.testkit.LocalProvider;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Retries of other libraries within those of Ritmo are warned of, once, with the line to change.
 */
@Timeout(60)
final class InnerRetriesTest {

  private static final RetrySettings TWICE =
      RetrySettings.DEFAULT.delays(1, 1, TimeUnit.MILLISECONDS).maxAttempts(2);

  private final Log log = new Log();
  private final LocalProvider provider = LocalProvider.builder().start();

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
