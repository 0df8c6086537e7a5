package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests made in the bodies of calls under the same limiter count instead of these calls. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class RequestsTest {

  private static final Limit TWO = Limit.calls(2, 10, SECONDS);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  private Callable<String> request(Limiter limiter, String name) {
    return () -> limiter.call().request().run(() -> sent(name));
  }

  /** A call on a thread of its own. */
  private <T> Trial.Blocked<T> call(Limiter limiter, Callable<T> body) {
    return trial.inThread(() -> limiter.call().run(body));
  }

  private String sent(String name) {
    trial.note(name);
    return name;
  }

  private void sleep(Duration time) {
    long end = trial.clock().nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - trial.clock().nanoTime()) {
      trial.clock().park(this, left);
    }
  }

  private long used(Limiter limiter) {
    return limiter.snapshot().states().get(0).used();
  }

  @Test
  void oneRequestTakesThePlaceOfItsCall() throws Exception {
    Limiter limiter = Ritmo.limiter("api", TWO);
    Limiter same = Ritmo.limiter("api");
    limiter.call().request(); // from here on, calls are tracked

    var call = call(limiter, request(same, "request"));

    assertThat(call.outcome().join()).isEqualTo("request");
    assertThat(used(limiter)).isEqualTo(1);
  }

  @Test
  void thePermitCountsFromWhenTheRequestLeaves() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(1, 10, SECONDS));
    limiter.call().request();
    call(
        limiter,
        () -> {
          sleep(Duration.ofSeconds(4)); // retrieval
          return request(limiter, "first").call();
        });
    trial.advance(Duration.ofSeconds(5));
    trial.enter("second", limiter.call());
    trial.advance(Duration.ofSeconds(8));
    assertThat(trial.admitted()).containsExactly("first");

    trial.advance(Duration.ofSeconds(2));
    assertThat(trial.admitted()).containsExactly("first", "second").inOrder();
  }

  @Test
  void everyFurtherRequestTakesAPermitOfItsOwn() throws Exception {
    Limiter limiter = Ritmo.limiter("api", TWO);
    limiter.call().request();
    var call =
        call(
            limiter,
            () -> {
              for (int i = 0; i < 8; i++) {
                request(limiter, "round " + i).call();
              }
              return "done";
            });
    trial.advance(Duration.ofMinutes(1));

    assertThat(call.outcome().join()).isEqualTo("done");
    assertThat(trial.times()).hasLength(8);
    assertThat(WindowCheck.of(trial.times(), Duration.ofSeconds(10)).largest()).isEqualTo(2);
  }

  @Test
  void aFirstRequestGoesBeforeCallsThatWait() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(1, 10, SECONDS));
    limiter.call().request();
    call(
        limiter,
        () -> {
          sleep(Duration.ofSeconds(3));
          return request(limiter, "request").call();
        });
    trial.enter("waits", limiter.call().priority(Priority.HIGH));
    trial.advance(Duration.ofSeconds(3));

    assertThat(trial.admitted()).containsExactly("request");
    trial.advance(Duration.ofSeconds(11));
    assertThat(trial.admitted()).containsExactly("request", "waits").inOrder();
  }

  @Test
  void aRequestThatComesAfterThePlaceHasExpiredWaitsForItsTurn() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(1, 10, SECONDS));
    limiter.call().request();
    call(
        limiter,
        () -> {
          sleep(Duration.ofSeconds(12));
          return request(limiter, "request").call();
        });
    trial.advance(Duration.ofSeconds(11));
    trial.enter("other", limiter.call());
    trial.enter("later", limiter.call());
    trial.advance(Duration.ofSeconds(9));
    assertThat(trial.admitted()).containsExactly("other");

    trial.advance(Duration.ofSeconds(2));
    assertThat(trial.admitted()).containsExactly("other", "request").inOrder();
  }

  @Test
  void aRefusedRequestLeavesNothingBehind() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));
    limiter.call().request();
    var call =
        trial.inThread(
            () ->
                limiter
                    .call()
                    .tokens(10)
                    .run(() -> limiter.call().tokens(101).request().run(() -> sent("large"))));

    assertThat(Trial.failureOf(call.outcome())).isInstanceOf(RateLimitExceededException.class);
    assertThat(used(limiter)).isEqualTo(0);
  }

  @Test
  void aLargerRequestWaitsAtTheHeadOfTheQueue() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(100, 10, SECONDS));
    limiter.call().request();
    trial.enter("before", limiter.call().tokens(50));
    trial.inThread(
        () ->
            limiter
                .call()
                .tokens(10)
                .run(() -> limiter.call().tokens(80).request().run(() -> sent("request"))));
    trial.enter("small", limiter.call().tokens(10));
    assertThat(trial.admitted()).containsExactly("before");

    trial.advance(Duration.ofSeconds(11));
    assertThat(trial.admitted()).containsExactly("before", "request", "small").inOrder();
  }

  @Test
  void underAnotherLimiterEachTakesItsOwn() throws Exception {
    Limiter calls = Ritmo.limiter("api", TWO);
    Limiter requests = Ritmo.limiter("tokens", TWO);
    requests.call().request();
    trial.inThread(() -> calls.call().run(request(requests, "request")));

    assertThat(used(calls)).isEqualTo(1);
    assertThat(used(requests)).isEqualTo(1);
  }

  @Test
  void aCallWithinACallHandsOverBothPlaces() throws Exception {
    Limiter limiter = Ritmo.limiter("api", TWO);
    limiter.call().request();
    call(limiter, () -> limiter.call().run(request(limiter, "request")));

    assertThat(trial.admitted()).containsExactly("request");
    assertThat(used(limiter)).isEqualTo(1);
  }

  @Test
  void aToolThatMakesAGovernedCallDoesNotWaitForTheSlotOfItsOwnCall() throws Exception {
    Limiter limiter = Ritmo.limiter("slots", Limit.concurrent(1));
    limiter.call().request();
    Callable<String> tool = () -> limiter.call().run(request(limiter, "in tool"));
    var call =
        call(
            limiter,
            () -> {
              request(limiter, "round 1").call();
              CompletableFuture<String> elsewhere = new CompletableFuture<>();
              trial
                  .clock()
                  .start(
                      "tool",
                      () -> {
                        try {
                          elsewhere.complete(tool.call());
                        } catch (Exception e) {
                          elsewhere.completeExceptionally(e);
                        }
                      })
                  .join();
              elsewhere.join();
              tool.call();
              return request(limiter, "round 2").call();
            });
    trial.advance(Duration.ofSeconds(1));

    assertThat(call.outcome().join()).isEqualTo("round 2");
    assertThat(trial.admitted())
        .containsExactly("round 1", "in tool", "in tool", "round 2")
        .inOrder();
    assertThat(used(limiter)).isEqualTo(0);
  }

  @Test
  void aRequestInAToolBeforeTheFirstOfItsOwnCallTakesItsSlot() throws Exception {
    Limiter limiter = Ritmo.limiter("slots", Limit.concurrent(1), TWO);
    limiter.call().request();
    var call =
        call(
            limiter,
            () -> {
              limiter.call().run(request(limiter, "retrieval"));
              return request(limiter, "round").call();
            });
    trial.advance(Duration.ofSeconds(1));

    assertThat(call.outcome().join()).isEqualTo("round");
    assertThat(Trial.used(limiter, 0)).isEqualTo(2);
    assertThat(Trial.used(limiter, 1)).isEqualTo(0);
  }

  @Test
  void aRequestWithoutAKeyHasThatOfItsCall() throws Exception {
    Limiter limiter = Ritmo.limiter("keys", Limits.of().perKey(Limit.calls(1, 10, SECONDS)));
    limiter.call().request();
    Callable<String> call = () -> limiter.call().key("a").run(request(limiter, "a"));
    trial.inThread(call);
    trial.inThread(() -> limiter.call().key("b").run(request(limiter, "b")));
    trial.inThread(call);

    assertThat(trial.admitted()).containsExactly("a", "b").inOrder();
    trial.advance(Duration.ofSeconds(11));
    assertThat(trial.admitted()).containsExactly("a", "b", "a").inOrder();
  }

  @Test
  void aRequestWithAnotherKeyLeavesThePlaceOfItsCall() throws Exception {
    Limiter limiter = Ritmo.limiter("keys", Limits.of().perKey(Limit.calls(1, 10, SECONDS)));
    limiter.call().request();
    trial.inThread(
        () ->
            limiter
                .call()
                .key("a")
                .run(() -> limiter.call().key("b").request().run(() -> sent("b"))));
    trial.enter("a", limiter.call().key("a"));
    trial.enter("b", limiter.call().key("b"));

    assertThat(trial.admitted()).containsExactly("b");
  }

  @Test
  void aRejectedRequestIsRepeatedAndNotItsCall() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(10, 10, SECONDS));
    RetrySettings retry =
        RetrySettings.DEFAULT.delays(1, 60, SECONDS).jitter(0).retryOn(TimeoutException.class);
    List<String> bodies = new ArrayList<>();
    limiter.call().request();
    var call =
        trial.inThread(
            () ->
                limiter
                    .call()
                    .retry(retry)
                    .run(
                        () -> {
                          bodies.add("body");
                          request(limiter, "round 1").call();
                          return limiter
                              .call()
                              .retry(retry)
                              .request()
                              .run(
                                  () -> {
                                    sent("round 2");
                                    if (trial.admitted().size() < 3) {
                                      throw new TimeoutException();
                                    }
                                    return "answer";
                                  });
                        }));
    trial.advance(Duration.ofSeconds(5));

    assertThat(call.outcome().join()).isEqualTo("answer");
    assertThat(bodies).hasSize(1);
    assertThat(trial.admitted()).containsExactly("round 1", "round 2", "round 2").inOrder();
    assertThat(used(limiter)).isEqualTo(3);
  }

  @Test
  void aCallThatIsRepeatedHandsOverItsNewPlace() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(10, 10, SECONDS));
    RetrySettings retry =
        RetrySettings.DEFAULT.delays(1, 60, SECONDS).jitter(0).retryOn(TimeoutException.class);
    limiter.call().request();
    var call =
        trial.inThread(
            () ->
                limiter
                    .call()
                    .retry(retry)
                    .run(
                        () -> {
                          String answer = request(limiter, "request").call();
                          if (trial.admitted().size() < 3) {
                            throw new TimeoutException();
                          }
                          return answer;
                        }));
    trial.advance(Duration.ofSeconds(9));

    assertThat(call.outcome().join()).isEqualTo("request");
    assertThat(used(limiter)).isEqualTo(3);
  }

  @Test
  void requestsWithoutAThreadAndPermitsTakeThePlaceToo() throws Exception {
    Limiter limiter = Ritmo.limiter("api", Limit.calls(10, 10, SECONDS));
    limiter.call().request();
    LimitedCall request = limiter.call().request();
    call(limiter, () -> request.runAsync(() -> CompletableFuture.completedFuture("async")));
    call(limiter, () -> request.acquireAsync());
    call(
        limiter,
        () -> {
          request.acquire().close();
          return "";
        });
    limiter.call().runAsync(() -> request.runAsync(() -> CompletableFuture.completedFuture("")));

    assertThat(used(limiter)).isEqualTo(4);
  }

  @Test
  void tokensAreThoseOfTheRequest() throws Exception {
    Limiter limiter = Ritmo.limiter("tokens", Limit.tokens(1000, 10, SECONDS), Limit.concurrent(3));
    limiter.call().request();
    trial.inThread(
        () ->
            limiter
                .call()
                .tokens(500)
                .run(
                    permit -> {
                      limiter
                          .call()
                          .tokens(400)
                          .request()
                          .run(
                              ofRequest -> {
                                ofRequest.settle(Dimension.TOKENS, 70);
                                return "";
                              });
                      return "";
                    }));

    assertThat(used(limiter)).isEqualTo(70);
  }

  @Test
  void neverMoreThanTheLimitWhateverCallsSend() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      neverMoreThanTheLimit(new Random(seed), "plain");
    }
  }

  private void neverMoreThanTheLimit(Random random, String name) throws Exception {
    Ritmo.reset(trial.clock());
    int before = trial.times().length;
    Limiter limiter = Ritmo.limiter(name, Limit.calls(3, 10, SECONDS));
    limiter.call().request();
    List<Trial.Blocked<String>> calls = new ArrayList<>();
    int sent = 0;
    for (int i = 0; i < 8; i++) {
      int rounds = random.nextInt(4);
      sent += rounds;
      long gap = random.nextInt(6_000);
      calls.add(
          trial.inThread(
              () ->
                  limiter
                      .call()
                      .waitForever()
                      .run(
                          () -> {
                            for (int round = 0; round < rounds; round++) {
                              sleep(Duration.ofMillis(gap));
                              limiter.call().waitForever().request().run(() -> sent("request"));
                            }
                            return "done";
                          })));
      trial.advance(Duration.ofMillis(random.nextInt(4_000)));
    }
    trial.advance(Duration.ofMinutes(3));

    for (Trial.Blocked<String> call : calls) {
      assertThat(call.outcome().join()).isEqualTo("done");
    }
    long[] times = trial.times();
    long[] ours = Arrays.copyOfRange(times, before, times.length);
    assertThat(ours).hasLength(sent);
    if (sent > 0) {
      assertThat(WindowCheck.of(ours, Duration.ofSeconds(10)).largest()).isAtMost(3);
    }
    trial.advance(Duration.ofMinutes(1));
    assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(0);
  }
}
