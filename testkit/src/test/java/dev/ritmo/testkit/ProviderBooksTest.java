package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The books of a limiter beside those of its provider. */
@Timeout(60)
final class ProviderBooksTest {

  private static final int LIMIT = 100_000;
  private static final int LONGEST = 200;

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  @ParameterizedTest
  @EnumSource
  void bothHaveTheSameTokensInTheEnd(LangChain4jModels models) throws Exception {
    Ritmo.reset();
    Limiter limiter = Ritmo.limiter("books", Limit.tokens(LIMIT, 10, TimeUnit.MINUTES));
    try (LocalProvider provider =
        LocalProvider.builder()
            .tokens(TokenPolicy.slidingWindow(LIMIT, Duration.ofMinutes(10)))
            .answers(Answers.logNormal(80, 0.7, 3))
            .start()) {
      ChatModel blocking = models.blocking(provider, "any");
      StreamingChatModel streaming = models.streaming(provider, "any");
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        boolean isStreamed = i % 2 == 0;
        calls.add(
            threads.submit(
                () -> {
                  try (Permit permit = limiter.call().tokens(20 + LONGEST).acquire()) {
                    TokenUsage usage =
                        isStreamed
                            ? StreamedChat.of(streaming, ask()).response.join().tokenUsage()
                            : blocking.chat(ask()).tokenUsage();
                    permit.used(usage.inputTokenCount(), usage.outputTokenCount());
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      threads.shutdown();

      TokenBooks books = provider.account(LocalProvider.DEFAULT_ACCOUNT).books();
      assertThat(provider.admittedNanos()).hasLength(40);
      assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(books.used());
      assertThat(WindowCheck.ofTokens(provider.arrivals(), Duration.ofMinutes(10)).largest())
          .isEqualTo((int) books.used());
      assertThat(books.reserved()).isEqualTo(0);
      assertThat(provider.arrivals().stream().mapToInt(Arrival::reserved).max().orElse(0))
          .isAtMost(20 + LONGEST);
    }
  }

  private static ChatRequest ask() {
    return ChatRequest.builder()
        .messages(UserMessage.from("How are you?"))
        .maxOutputTokens(LONGEST)
        .build();
  }
}
