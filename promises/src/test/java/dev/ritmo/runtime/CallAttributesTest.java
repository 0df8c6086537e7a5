package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.Limit;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an integration hands over to observers, by the call whose body runs. */
@SuppressWarnings("try") // registrations are only closed
final class CallAttributesTest {

  private static final String MODEL = "gen_ai.request.model";

  private final Trial trial = new Trial();
  private final List<Map<String, Object>> atTheEnd = new CopyOnWriteArrayList<>();
  private Registration registration;
  private Limiter limiter;

  @BeforeEach
  void observe() {
    registration =
        Ritmo.observe(
            call ->
                new CallObserver.CallScope() {
                  @Override
                  public void ended(CallObserver.Outcome outcome, @Nullable Throwable failure) {
                    atTheEnd.add(Map.copyOf(call.attributes()));
                  }
                });
    limiter =
        Ritmo.limiter(
            "attributed", Limits.of(Limit.calls(100, 1, TimeUnit.SECONDS)).setup(Duration.ZERO));
  }

  @AfterEach
  void close() {
    registration.close();
    trial.close();
  }

  private static void name(String model) {
    Ritmo.currentCall().orElseThrow().attributes().put(MODEL, model);
  }

  @Test
  void aBodyTellsObserversOfItsModel() throws Exception {
    String unused =
        limiter
            .call()
            .run(
                () -> {
                  name("gpt");
                  return "answer";
                });

    assertThat(atTheEnd).containsExactly(Map.of(MODEL, "gpt"));
    assertThat(Ritmo.currentCall()).isEmpty();
  }

  @Test
  void observersKnowWhatAFailureMeansWhenItsAttemptEnds() throws Exception {
    List<Object> heard = new CopyOnWriteArrayList<>();
    try (Registration unused = Ritmo.observe(call -> new FailuresHeard(call, heard))) {
      assertThrows(
          ConnectException.class,
          () ->
              limiter
                  .call()
                  .run(
                      () -> {
                        throw new ConnectException();
                      }));
      String answer = limiter.call().run(() -> "answer");
      assertThat(answer).isEqualTo("answer");
    }

    assertThat(heard)
        .containsExactly("attempt CONNECTION", "call CONNECTION", "attempt none", "call none")
        .inOrder();
  }

  /** Notes the reason that is known at each end. */
  private record FailuresHeard(CallObserver.Call call, List<Object> heard)
      implements CallObserver.CallScope {

    @Override
    public CallObserver.AttemptScope attemptStarted(int number) {
      return (outcome, failure) -> note("attempt ");
    }

    @Override
    public void ended(CallObserver.Outcome outcome, @Nullable Throwable failure) {
      note("call ");
    }

    private void note(String what) {
      heard.add(what + call.lastFailure().map(signal -> signal.reason().name()).orElse("none"));
    }
  }

  @Test
  void nestedCallsHaveAttributesOfTheirOwn() throws Exception {
    String unused =
        limiter
            .call()
            .run(
                () -> {
                  name("outer");
                  String inner =
                      limiter
                          .call()
                          .run(
                              () -> {
                                name("inner");
                                return "inner";
                              });
                  assertThat(Ritmo.currentCall().orElseThrow().attributes())
                      .containsExactly(MODEL, "outer");
                  return inner;
                });

    assertThat(atTheEnd).containsExactly(Map.of(MODEL, "inner"), Map.of(MODEL, "outer")).inOrder();
  }

  @Test
  void theBodyOfAFutureLeavesItsThread() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> call =
        limiter
            .call()
            .runAsync(
                () -> {
                  name("later");
                  return answer;
                });

    assertThat(Ritmo.currentCall()).isEmpty();
    answer.complete("answer");
    assertThat(call.join()).isEqualTo("answer");
    assertThat(atTheEnd).containsExactly(Map.of(MODEL, "later"));
  }

  @Test
  void aBodyThatFailsLeavesItsThread() {
    try {
      String unused =
          limiter
              .call()
              .run(
                  () -> {
                    throw new IOException("lost");
                  });
    } catch (Exception expected) {
      assertThat(expected).isInstanceOf(IOException.class);
    }

    assertThat(Ritmo.currentCall()).isEmpty();
  }

  @Test
  void withoutObserversThereIsNoCall() throws Exception {
    registration.close();

    Optional<CallObserver.Call> seen = limiter.call().run(Ritmo::currentCall);

    assertThat(seen).isEmpty();
  }
}
