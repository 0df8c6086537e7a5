package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.CallAttributes;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a limited model does with one request. */
final class LimitedModelsTest {

  private final List<String> heard = new ArrayList<>();
  private final List<ChatRequest> sent = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private final class Listener implements ChatModelListener {

    @Override
    public void onRequest(ChatModelRequestContext context) {
      heard.add("request");
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
      heard.add("response");
    }

    @Override
    public void onError(ChatModelErrorContext context) {
      heard.add("error");
    }
  }

  /** A model as LangChain4j's own are: it implements {@code doChat}. */
  private final class Scripted implements ChatModel {

    private final Function<ChatRequest, ChatResponse> script;

    Scripted(Function<ChatRequest, ChatResponse> script) {
      this.script = script;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
      sent.add(request);
      return script.apply(request);
    }

    @Override
    public List<ChatModelListener> listeners() {
      return List.of(new Listener());
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
      return ChatRequestParameters.builder().modelName("default").maxOutputTokens(50).build();
    }

    @Override
    public ModelProvider provider() {
      return ModelProvider.ANTHROPIC;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
      return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
  }

  private static ChatResponse answer(String text, Integer input, Integer output) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(text))
        .tokenUsage(new TokenUsage(input, output))
        .build();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("openai", limits);
  }

  private static long used(Limiter limiter) {
    return limiter.snapshot().states().get(0).used();
  }

  @Test
  void listenersAreCalledOnceForARequestWithItsRetries() {
    Limiter limiter = limiter(Limit.calls(10, 10, SECONDS));
    List<RuntimeException> failures =
        new ArrayList<>(List.of(new RateLimitException("429"), new RateLimitException("429")));
    RetrySettings quick =
        RetrySettings.DEFAULT.delays(1, 1, java.util.concurrent.TimeUnit.MILLISECONDS);
    ChatModel model =
        RitmoModels.limit(
            new Scripted(
                request -> {
                  if (!failures.isEmpty()) {
                    throw failures.remove(0);
                  }
                  return answer("yes", 1, 1);
                }),
            limiter.call().retry(quick));

    assertThat(model.chat("question")).isEqualTo("yes");

    assertThat(heard).containsExactly("request", "response").inOrder();
    assertThat(sent).hasSize(3);
    assertThat(used(limiter)).isEqualTo(3);
  }

  @Test
  void aModelKeepsItsParametersProviderAndCapabilities() {
    limiter(Limit.calls(10, 10, SECONDS));
    ChatModel model = RitmoModels.limit(new Scripted(request -> answer("yes", 1, 1)), "openai");

    String unused = model.chat("question");

    assertThat(sent.get(0).modelName()).isEqualTo("default");
    assertThat(model.provider()).isEqualTo(ModelProvider.ANTHROPIC);
    assertThat(model.supportedCapabilities())
        .containsExactly(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    assertThat(model.defaultRequestParameters().maxOutputTokens()).isEqualTo(50);
  }

  @Test
  void aModelWithAChatOfItsOwnIsLimitedAroundThat() {
    Limiter limiter = limiter(Limit.calls(10, 10, SECONDS));
    ChatModel inner = new Scripted(request -> answer("yes", 1, 1));
    ChatModel decorated =
        new ChatModel() {
          @Override
          public ChatResponse chat(ChatRequest request) {
            heard.add("decorator");
            return inner.chat(request);
          }

          @Override
          public List<ChatModelListener> listeners() {
            return inner.listeners();
          }
        };

    assertThat(RitmoModels.limit(decorated, limiter).chat("question")).isEqualTo("yes");

    assertThat(heard).containsExactly("decorator", "request", "response").inOrder();
    assertThat(used(limiter)).isEqualTo(1);
  }

  @Test
  void tokensAreReservedFromTheRequestAndSettledFromTheAnswer() {
    Limiter limiter = limiter(Limit.tokens(1_000, 10, SECONDS));
    List<Long> reserved = new ArrayList<>();
    ChatModel model =
        RitmoModels.limit(
            new Scripted(
                request -> {
                  reserved.add(used(limiter));
                  return answer("yes", 7, 3);
                }),
            limiter);

    String unused = model.chat("four words of prompt");

    assertThat(reserved.get(0)).isAtLeast(53L); // the most of the answer, and some for the prompt
    assertThat(reserved.get(0)).isAtMost(60L);
    assertThat(used(limiter)).isEqualTo(10);
  }

  @Test
  void anAnswerThatReportsNothingSensibleKeepsItsReservation() {
    for (ChatResponse odd :
        List.of(
            answer("long text", 0, 0),
            answer("long text", 10, 0),
            answer("long text", -5, 3),
            answer("long text", 5, -3),
            ChatResponse.builder().aiMessage(AiMessage.from("long text")).build(),
            ChatResponse.builder()
                .aiMessage(
                    AiMessage.from(
                        ToolExecutionRequest.builder().name("t").arguments("{}").build()))
                .tokenUsage(new TokenUsage(10, 0))
                .build())) {
      Ritmo.reset();
      Limiter limiter = limiter(Limit.tokens(1_000, 10, SECONDS));
      ChatModel model = RitmoModels.limit(new Scripted(request -> odd), limiter);
      var unused = model.chat(UserMessage.from("question"));

      assertThat(used(limiter)).isAtLeast(50);
    }
  }

  @Test
  void anAnswerThatMayBeLargerThanTheLimitIsRefusedWithBothNumbers() {
    Limiter limiter = limiter(Limit.outputTokens(40, 10, SECONDS));
    ChatModel model = RitmoModels.limit(new Scripted(request -> answer("yes", 1, 1)), limiter);

    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, () -> model.chat("question"));

    assertThat(refusal).hasMessageThat().contains("50");
    assertThat(refusal).hasMessageThat().contains("40");
    assertThat(sent).isEmpty();
  }

  @Test
  void aLimiterInALimiterTakesItsOwn() {
    Limiter account = limiter(Limit.calls(10, 10, SECONDS));
    Limiter user = Ritmo.limiter("user", Limit.calls(5, 10, SECONDS));
    ChatModel model =
        RitmoModels.limit(
            RitmoModels.limit(new Scripted(request -> answer("yes", 1, 1)), account), user);

    String unused = model.chat("question");

    assertThat(used(account)).isEqualTo(1);
    assertThat(used(user)).isEqualTo(1);
    assertThat(heard).containsExactly("request", "response");
  }

  @Test
  void theSameLimiterTwiceCountsARequestOnce() {
    Limiter limiter = limiter(Limit.calls(10, 10, SECONDS), Limit.concurrent(1));
    ChatModel model =
        RitmoModels.limit(
            RitmoModels.limit(new Scripted(request -> answer("yes", 1, 1)), "openai"), limiter);

    String unused = model.chat("question");

    assertThat(used(limiter)).isEqualTo(1);
  }

  @Test
  void aRequestHasTheKeyOfItsCall() throws Exception {
    Limiter limiter =
        Ritmo.limiter("openai", dev.ritmo.runtime.Limits.of().perKey(Limit.calls(1, 60, SECONDS)));
    ChatModel model =
        RitmoModels.limit(
            new Scripted(request -> answer("yes", 1, 1)), limiter.call().maxWait(Duration.ZERO));

    assertThat(limiter.call().key("a").run(() -> model.chat("1"))).isEqualTo("yes");
    assertThat(limiter.call().key("b").run(() -> model.chat("1"))).isEqualTo("yes");
    assertThrows(
        RateLimitExceededException.class,
        () -> limiter.call().key("a").maxWait(Duration.ZERO).run(() -> model.chat("2")));
    assertThrows(IllegalArgumentException.class, () -> model.chat("without a key"));
  }

  @Test
  void embeddingsModerationsAndScoresAreRequestsToo() {
    Limiter limiter = limiter(Limit.calls(10, 10, SECONDS), Limit.inputTokens(1_000, 10, SECONDS));
    EmbeddingModel embedding =
        RitmoModels.limit(
            new EmbeddingModel() {
              @Override
              public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                List<Embedding> all =
                    segments.stream().map(s -> Embedding.from(new float[] {1, 2})).toList();
                return Response.from(all, new TokenUsage(4, 0));
              }
            },
            limiter);
    ModerationModel moderation =
        RitmoModels.limit(
            new ModerationModel() {
              @Override
              public ModerationResponse doModerate(ModerationRequest request) {
                return ModerationResponse.builder().moderation(Moderation.notFlagged()).build();
              }
            },
            limiter);
    ScoringModel scoring =
        RitmoModels.limit((ScoringModel) (segments, query) -> Response.from(List.of(1.0)), limiter);

    assertThat(embedding.embed("text").content().dimension()).isEqualTo(2);
    assertThat(embedding.embedAll(List.of(TextSegment.from("a"), TextSegment.from("b"))).content())
        .hasSize(2);
    assertThat(limiter.snapshot().states().get(1).used()).isEqualTo(8);
    assertThat(embedding.dimension()).isEqualTo(2);
    assertThat(embedding.dimension()).isEqualTo(2);
    assertThat(moderation.moderate("text").content().flagged()).isFalse();
    assertThat(scoring.score("text", "query").content()).isEqualTo(1.0);

    assertThat(used(limiter)).isEqualTo(5);
  }

  @Test
  void tokensOfADimensionThatIsNotLimitedCostNothing() {
    Limiter limiter = limiter(Limit.calls(10, 10, SECONDS));
    ChatModel model = RitmoModels.limit(new Scripted(request -> answer("yes", 7, 3)), limiter);

    String unused = model.chat("question");

    assertThat(limiter.snapshot().states()).hasSize(1);
    assertThat(limiter.snapshot().limits().get(0).dimension()).isEqualTo(Dimension.CALLS);
  }

  @Test
  void observersHearTheModelAndTheUsageAndNoText() {
    Limiter limiter = limiter(Limit.calls(10, 10, SECONDS));
    Map<String, Object> told = new ConcurrentHashMap<>();
    Registration observing =
        Ritmo.observe(call -> (outcome, failure) -> told.putAll(call.attributes()));
    try {
      ChatModel model =
          RitmoModels.limit(new Scripted(request -> answer("a secret", 7, 3)), limiter);
      String unused = model.chat("a secret");
    } finally {
      observing.close();
    }

    assertThat(told)
        .containsExactly(
            CallAttributes.OPERATION,
            "chat",
            CallAttributes.PROVIDER,
            "anthropic",
            CallAttributes.REQUEST_MODEL,
            "default",
            CallAttributes.REQUEST_MAX_TOKENS,
            50L,
            CallAttributes.INPUT_TOKENS,
            7L,
            CallAttributes.OUTPUT_TOKENS,
            3L);
  }
}
