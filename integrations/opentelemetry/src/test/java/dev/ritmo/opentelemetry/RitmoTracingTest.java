package dev.ritmo.opentelemetry;

import static com.google.common.truth.Truth.assertThat;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.testkit.VirtualClock;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of calls, waits and attempts. */
@SuppressWarnings("try") // scopes are only closed
final class RitmoTracingTest {

  private static final RetrySettings TWICE =
      RetrySettings.DEFAULT.delays(2, 2, SECONDS).jitter(0).maxAttempts(2);

  private final VirtualClock clock = new VirtualClock();
  private final Spans spans = new Spans();
  private final Tracer tracer = spans.openTelemetry().getTracer("test");

  @BeforeEach
  void reset() {
    Ritmo.reset(clock);
  }

  @AfterEach
  void close() {
    assertThat(spans.failures()).isEqualTo(0);
    assertThat(Context.current()).isEqualTo(Context.root());
    spans.close();
    Ritmo.reset();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("openai", Limits.of(limits).setup(Duration.ZERO));
  }

  private static void use(Limiter limiter) {
    limiter.call().acquire().close();
  }

  @Test
  void aCallThatNeedNotWait() throws Exception {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));

    Span inBody = limiter.call().run(() -> Span.current());

    SpanData call = spans.only("ritmo.call");
    SpanData attempt = spans.only("ritmo.attempt");
    assertThat(spans.ended()).containsExactly(attempt, call).inOrder();
    assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(inBody.getSpanContext()).isEqualTo(attempt.getSpanContext());
    assertThat(call.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(attempt.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(call.getAttributes().get(RitmoAttributes.LIMITER)).isEqualTo("openai");
    assertThat(call.getAttributes().get(RitmoAttributes.METHOD)).isNull();
    assertThat(call.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("returned");
    assertThat(call.getAttributes().get(RitmoAttributes.ATTEMPTS)).isEqualTo(1);
    assertThat(call.getAttributes().get(RitmoAttributes.WAITED)).isEqualTo(0.0);
    assertThat(attempt.getAttributes().get(RitmoAttributes.ATTEMPT)).isEqualTo(1);
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aWaitSaysWhatItWasFor() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    use(limiter);
    limiter.pause(Duration.ofSeconds(5));
    startAsync(limiter.call().waitForever());

    clock.advance(Duration.ofMillis(60_050));
    clock.advance(Duration.ZERO);

    SpanData call = spans.only("ritmo.call");
    SpanData wait = spans.only("ritmo.wait");
    assertThat(wait.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(wait.getAttributes().get(RitmoAttributes.WAIT_CAUSE)).isEqualTo("limit");
    assertThat(wait.getAttributes().get(RitmoAttributes.WAIT_CAUSES))
        .containsExactly("limit", "pause")
        .inOrder();
    assertThat(wait.getAttributes().get(doubleKey("ritmo.wait.pause_seconds"))).isEqualTo(5.0);
    assertThat(wait.getAttributes().get(doubleKey("ritmo.wait.limit_seconds"))).isEqualTo(55.05);
    assertThat(wait.getAttributes().get(RitmoAttributes.WAIT_EXPECTED)).isEqualTo(60.05);
    assertThat(wait.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("admitted");
    assertThat(call.getAttributes().get(RitmoAttributes.WAITED)).isEqualTo(60.05);
  }

  private void startAsync(LimitedCall call) {
    CompletableFuture<String> unused =
        call.runAsync(() -> CompletableFuture.completedFuture("answer"));
    clock.advance(Duration.ZERO);
  }

  @Test
  void theContextGoesWithACallToTheThreadThatRunsItsBody() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    use(limiter);
    List<String> seen = new ArrayList<>();
    Span request = tracer.spanBuilder("GET /summary").startSpan();
    Context context =
        Context.current().with(request).with(Baggage.builder().put("tenant", "acme").build());
    try (Scope current = context.makeCurrent()) {
      CompletableFuture<String> unused =
          limiter
              .call()
              .waitForever()
              .runAsync(
                  () -> {
                    seen.add(
                        Thread.currentThread().getName()
                            + " "
                            + Baggage.current().getEntryValue("tenant"));
                    tracer.spanBuilder("POST").startSpan().end();
                    return CompletableFuture.completedFuture("answer");
                  });
    }
    request.end();

    clock.advance(Duration.ofMillis(60_050));
    clock.advance(Duration.ZERO);

    assertThat(seen).containsExactly("virtual-time acme");
    SpanData call = spans.only("ritmo.call");
    SpanData attempt = spans.only("ritmo.attempt");
    assertThat(call.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(spans.only("POST").getParentSpanId()).isEqualTo(attempt.getSpanId());
  }

  @Test
  void anAttemptLastsAsLongAsItsFuture() {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> call = limiter.call().runAsync(() -> answer);
    clock.advance(Duration.ZERO);

    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(spans.ended()).isEmpty();

    answer.complete("answer");
    clock.advance(Duration.ZERO);
    assertThat(call.join()).isEqualTo("answer");
    assertThat(spans.only("ritmo.attempt").getAttributes().get(RitmoAttributes.OUTCOME))
        .isEqualTo("returned");
  }

  @Test
  void attemptsBackOffAndAttemptsAgain() throws Exception {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));
    List<Integer> bodies = new ArrayList<>();
    CompletableFuture<String> call =
        limiter
            .call()
            .retry(TWICE)
            .runAsync(
                () -> {
                  bodies.add(bodies.size());
                  return bodies.size() == 1
                      ? CompletableFuture.failedFuture(new ConnectException("prompt: secret"))
                      : CompletableFuture.completedFuture("answer");
                });
    clock.advance(Duration.ofSeconds(2));
    clock.advance(Duration.ZERO);

    assertThat(call.join()).isEqualTo("answer");
    SpanData first = spans.named("ritmo.attempt").get(0);
    SpanData second = spans.named("ritmo.attempt").get(1);
    assertThat(first.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("failed");
    assertThat(first.getAttributes().get(RitmoAttributes.REASON)).isEqualTo("connection");
    assertThat(first.getAttributes().get(RitmoAttributes.ERROR_TYPE))
        .isEqualTo("java.net.ConnectException");
    assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(second.getAttributes().get(RitmoAttributes.ATTEMPT)).isEqualTo(2);
    assertThat(second.getAttributes().get(RitmoAttributes.REASON)).isNull();
    assertThat(spans.only("ritmo.wait").getAttributes().get(RitmoAttributes.WAIT_CAUSE))
        .isEqualTo("backoff");
    SpanData all = spans.only("ritmo.call");
    assertThat(all.getAttributes().get(RitmoAttributes.ATTEMPTS)).isEqualTo(2);
    assertThat(all.getAttributes().get(RitmoAttributes.WAITED)).isEqualTo(2.0);
    assertThat(all.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(spans.ended().toString()).doesNotContain("secret");
  }

  @Test
  void aCallThatFailsForGoodSaysWhyItIsNotTriedAgain() {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));

    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                limiter
                    .call()
                    .retry(TWICE.maxAttempts(1))
                    .run(
                        () -> {
                          throw new ConnectException("prompt: secret");
                        }));

    assertThat(thrown).hasMessageThat().contains("secret");
    SpanData call = spans.only("ritmo.call");
    assertThat(call.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("failed");
    assertThat(call.getAttributes().get(RitmoAttributes.REASON)).isEqualTo("connection");
    assertThat(call.getAttributes().get(RitmoAttributes.END)).isEqualTo("attempts_used_up");
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(call.getStatus().getDescription()).isEmpty();
    assertThat(call.getEvents()).isEmpty();
    assertThat(spans.ended().toString()).doesNotContain("secret");
  }

  @Test
  void aRefusedCallHasNoAttempt() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    use(limiter);

    assertThrows(
        RateLimitExceededException.class,
        () -> limiter.call().maxWait(Duration.ofSeconds(1)).run(() -> "answer"));

    SpanData call = spans.only("ritmo.call");
    assertThat(spans.ended()).hasSize(1);
    assertThat(call.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("refused");
    assertThat(call.getAttributes().get(RitmoAttributes.ATTEMPTS)).isEqualTo(0);
    assertThat(call.getAttributes().get(RitmoAttributes.WAIT_CAUSE)).isEqualTo("limit");
    assertThat(call.getAttributes().get(RitmoAttributes.WAIT_LIMIT))
        .isEqualTo(Limit.calls(1, 60, SECONDS).toString());
    assertThat(call.getAttributes().get(RitmoAttributes.RETRY_AFTER)).isEqualTo(60.05);
    assertThat(call.getAttributes().get(RitmoAttributes.ERROR_TYPE))
        .isEqualTo(RateLimitExceededException.class.getName());
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aCancelledWaitIsNoError() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    use(limiter);
    CompletableFuture<String> call =
        limiter.call().waitForever().runAsync(() -> new CompletableFuture<>());

    assertThat(call.cancel(true)).isTrue();

    for (SpanData span : List.of(spans.only("ritmo.wait"), spans.only("ritmo.call"))) {
      assertThat(span.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("cancelled");
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }
  }

  @Test
  void aCallWithinACallIsBelowItsAttempt() throws Exception {
    Limiter outer = limiter(Limit.calls(10, 60, SECONDS));
    Limiter inner = Ritmo.limiter("inner", Limit.calls(10, 60, SECONDS));

    String answer = outer.call().run(() -> inner.call().run(() -> "answer"));

    assertThat(answer).isEqualTo("answer");
    List<SpanData> calls = spans.named("ritmo.call"); // the inner one ends first
    SpanData attemptOfOuter = spans.named("ritmo.attempt").get(1);
    assertThat(calls.get(0).getAttributes().get(RitmoAttributes.LIMITER)).isEqualTo("inner");
    assertThat(calls.get(0).getParentSpanId()).isEqualTo(attemptOfOuter.getSpanId());
    assertThat(calls.get(1).getParentSpanId()).isEqualTo("0000000000000000");
  }

  @Test
  void theTypeOfAWrappedExceptionIsThatOfItsCause() {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));

    assertThrows(
        CompletionException.class,
        () ->
            limiter
                .call()
                .run(
                    () -> {
                      throw new CompletionException(new IllegalStateException("secret"));
                    }));

    assertThat(spans.only("ritmo.call").getAttributes().get(RitmoAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
  }

  /** As clients of providers throw it. */
  @SuppressWarnings("serial")
  public static final class Rejected extends RuntimeException {

    public int statusCode() {
      return 429;
    }

    public Map<String, List<String>> headers() {
      return Map.of("Retry-After", List.of("20"));
    }
  }

  @Test
  void theTimeThatAProviderStates() {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));
    List<Integer> bodies = new ArrayList<>();
    CompletableFuture<String> call =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT)
            .runAsync(
                () -> {
                  bodies.add(bodies.size());
                  if (bodies.size() == 1) {
                    throw new Rejected();
                  }
                  return CompletableFuture.completedFuture("answer");
                });
    clock.advance(Duration.ofSeconds(20));
    clock.advance(Duration.ZERO);

    assertThat(call.join()).isEqualTo("answer");
    SpanData attempt = spans.named("ritmo.attempt").get(0);
    assertThat(attempt.getAttributes().get(RitmoAttributes.REASON)).isEqualTo("rate");
    assertThat(attempt.getAttributes().get(RitmoAttributes.STATED_DELAY)).isEqualTo(20.0);
    assertThat(spans.only("ritmo.wait").getAttributes().get(RitmoAttributes.WAIT_CAUSE))
        .isEqualTo("backoff");
  }

  @Test
  void aRetryThatIsRefusedEndsTheCallWithItsFailure() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));

    assertThrows(
        ConnectException.class,
        () ->
            limiter
                .call()
                .maxWait(Duration.ofSeconds(1))
                .retry(TWICE)
                .run(
                    () -> {
                      throw new ConnectException("secret");
                    }));

    SpanData call = spans.only("ritmo.call");
    assertThat(call.getAttributes().get(RitmoAttributes.OUTCOME)).isEqualTo("failed");
    assertThat(call.getAttributes().get(RitmoAttributes.END)).isEqualTo("refused");
    assertThat(call.getAttributes().get(RitmoAttributes.REASON)).isEqualTo("connection");
    assertThat(spans.named("ritmo.attempt")).hasSize(1);
  }

  @Test
  void aSubscriptionIsACall() {
    Limiter limiter = limiter(Limit.calls(10, 60, SECONDS));
    List<Span> inBody = new ArrayList<>();
    try (SubmissionPublisher<String> answer = new SubmissionPublisher<>(Runnable::run, 8)) {
      Answer received = new Answer();
      Flow.Publisher<String> calls =
          limiter
              .call()
              .publish(
                  () -> {
                    inBody.add(Span.current());
                    return answer;
                  });
      assertThat(spans.ended()).isEmpty();
      calls.subscribe(received);
      clock.advance(Duration.ZERO);
      answer.submit("one");
      clock.advance(Duration.ZERO);
      assertThat(received.elements).containsExactly("one");
      assertThat(spans.ended()).isEmpty();
    }
    clock.advance(Duration.ZERO);

    SpanData attempt = spans.only("ritmo.attempt");
    assertThat(inBody.get(0).getSpanContext()).isEqualTo(attempt.getSpanContext());
    assertThat(spans.only("ritmo.call").getAttributes().get(RitmoAttributes.OUTCOME))
        .isEqualTo("returned");
  }

  /** A subscriber that wants everything. */
  private static final class Answer implements Flow.Subscriber<String> {

    private final List<String> elements = new ArrayList<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String element) {
      elements.add(element);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void theMethodOfAGovernedCall() {
    CallObserver.Call call =
        new CallObserver.Call() {
          @Override
          public String limiter() {
            return "openai";
          }

          @Override
          public Optional<String> method() {
            return Optional.of("com.acme.Summaries.summarize(String)");
          }

          @Override
          public Map<String, Object> attributes() {
            return Map.of();
          }

          @Override
          public Optional<Signal> lastFailure() {
            return Optional.empty();
          }
        };

    new TracedCalls(tracer, null).callStarted(call).ended(CallObserver.Outcome.RETURNED, null);

    assertThat(spans.only("ritmo.call").getAttributes().get(RitmoAttributes.METHOD))
        .isEqualTo("com.acme.Summaries.summarize(String)");
  }

  @Test
  void keysAreNotShown() throws Exception {
    Limiter limiter = Ritmo.limiter("users", Limits.of().perKey(Limit.calls(1, 60, SECONDS)));

    String unused = limiter.call().key("alice@example.org").run(() -> "answer");

    assertThat(spans.ended()).hasSize(2);
    assertThat(spans.ended().toString()).doesNotContain("alice");
  }
}
