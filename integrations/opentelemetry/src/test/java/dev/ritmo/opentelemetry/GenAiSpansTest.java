package dev.ritmo.opentelemetry;

import static com.google.common.truth.Truth.assertThat;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.CallAttributes;
import dev.ritmo.runtime.spi.Limit;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans with model and usage. */
final class GenAiSpansTest {

  private static final String SWITCH = "ritmo.otel.gen-ai";
  private static final String CONVENTIONS = "otel.semconv-stability.opt-in";

  private final Spans spans = new Spans();
  private Limiter limiter;

  @BeforeEach
  void reset() {
    Ritmo.reset();
    limiter = Ritmo.limiter("openai", Limit.calls(10, 60, SECONDS));
  }

  @AfterEach
  void close() {
    System.clearProperty(SWITCH);
    System.clearProperty(CONVENTIONS);
    assertThat(spans.failures()).isEqualTo(0);
    spans.close();
    Ritmo.reset();
  }

  private void chat() throws Exception {
    String unused =
        limiter
            .call()
            .run(
                () -> {
                  Map<String, Object> attributes = Ritmo.currentCall().orElseThrow().attributes();
                  attributes.put(CallAttributes.OPERATION, "chat");
                  attributes.put(CallAttributes.PROVIDER, "openai");
                  attributes.put(CallAttributes.REQUEST_MODEL, "gpt-5.2");
                  attributes.put(CallAttributes.INPUT_TOKENS, 1200);
                  attributes.put(CallAttributes.OUTPUT_TOKENS, 80L);
                  attributes.put(CallAttributes.CACHE_READ_TOKENS, 1000L);
                  attributes.put(CallAttributes.FINISH_REASONS, List.of("stop"));
                  attributes.put("gen_ai.input.messages", "secret");
                  attributes.put(CallAttributes.RESPONSE_MODEL, 42); // of the wrong type
                  return "answer";
                });
  }

  private Set<String> names(SpanData span) {
    Set<String> names = new TreeSet<>();
    span.getAttributes().forEach((key, value) -> names.add(key.getKey()));
    return names;
  }

  @Test
  void thereIsNoneUnlessAskedFor() throws Exception {
    chat();

    assertThat(spans.ended()).hasSize(2);
    assertThat(spans.ended().toString()).doesNotContain("gen_ai");
  }

  @Test
  void byTheConventionsThatMostLibrariesEmit() throws Exception {
    spans.withGenAi();
    chat();

    SpanData chat = spans.only("chat gpt-5.2");
    assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(chat.getParentSpanId()).isEqualTo(spans.only("ritmo.call").getSpanId());
    assertThat(names(chat))
        .containsExactly(
            "gen_ai.operation.name",
            "gen_ai.request.model",
            "gen_ai.response.finish_reasons",
            "gen_ai.system",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens");
    assertThat(chat.getAttributes().get(stringKey("gen_ai.system"))).isEqualTo("openai");
    assertThat(chat.getAttributes().get(longKey("gen_ai.usage.input_tokens"))).isEqualTo(1200);
    assertThat(chat.getAttributes().get(longKey("gen_ai.usage.output_tokens"))).isEqualTo(80);
    assertThat(chat.getAttributes().get(stringArrayKey("gen_ai.response.finish_reasons")))
        .containsExactly("stop");
    assertThat(spans.ended().toString()).doesNotContain("secret");
  }

  @Test
  void byTheLatestConventions() throws Exception {
    System.setProperty(CONVENTIONS, "http, gen_ai_latest_experimental");
    spans.withGenAi();
    chat();

    assertThat(names(spans.only("chat gpt-5.2")))
        .containsExactly(
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.finish_reasons",
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens");
  }

  @Test
  void itCoversWhatItsAttemptsTook() throws Exception {
    spans.withGenAi();
    chat();

    SpanData chat = spans.only("chat gpt-5.2");
    SpanData call = spans.only("ritmo.call");
    assertThat(chat.getStartEpochNanos()).isAtLeast(call.getStartEpochNanos() - 1_000_000);
    assertThat(chat.getEndEpochNanos()).isAtLeast(chat.getStartEpochNanos());
    assertThat(chat.getEndEpochNanos()).isAtMost(call.getEndEpochNanos());
  }

  @Test
  void aCallWithoutAModelHasNone() throws Exception {
    spans.withGenAi();
    String unused = limiter.call().run(() -> "answer");

    assertThat(spans.ended()).hasSize(2);
  }

  @Test
  void aFailureShowsItsType() {
    spans.withGenAi();
    assertThrows(
        IllegalStateException.class,
        () ->
            limiter
                .call()
                .run(
                    () -> {
                      Ritmo.currentCall()
                          .orElseThrow()
                          .attributes()
                          .put(CallAttributes.REQUEST_MODEL, "gpt-5.2");
                      throw new IllegalStateException("secret");
                    }));

    SpanData chat = spans.only("chat gpt-5.2");
    assertThat(chat.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(chat.getAttributes().get(RitmoAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(spans.ended().toString()).doesNotContain("secret");
  }

  @Test
  void theSwitch() {
    assertThat(TracingSettings.isGenAiOn()).isFalse();
    System.setProperty(SWITCH, " True ");
    assertThat(TracingSettings.isGenAiOn()).isTrue();
    System.setProperty(SWITCH, "yes");
    assertThat(TracingSettings.isGenAiOn()).isFalse();
    System.setProperty(SWITCH, "false");
    assertThat(TracingSettings.isGenAiOn()).isFalse();
  }

  @Test
  void theSwitchOfTheConventions() {
    assertThat(TracingSettings.isLatest()).isFalse();
    System.setProperty(CONVENTIONS, "gen_ai_latest_experimental_2");
    assertThat(TracingSettings.isLatest()).isFalse();
    System.setProperty(CONVENTIONS, "database,gen_ai_latest_experimental");
    assertThat(TracingSettings.isLatest()).isTrue();
  }
}
