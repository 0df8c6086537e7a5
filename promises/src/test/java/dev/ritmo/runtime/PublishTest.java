package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Streams.Sink;
import dev.ritmo.runtime.Streams.Source;
import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams under a limiter: each subscription is a call, from admission to its last signal. */
final class PublishTest {

  private static final int CALLS = 0;
  private static final int SLOTS = 1;

  private final Trial trial = new Trial();
  private final Limiter limiter =
      Ritmo.limiter("api", Limit.calls(10, 60, SECONDS), Limit.concurrent(1));
  private final Source source = new Source();
  private final Flow.Publisher<String> publisher =
      limiter.call().waitForever().publish(() -> source);

  @AfterEach
  void close() {
    trial.close();
  }

  private Sink subscribe(long first) {
    Sink sink = new Sink(first);
    publisher.subscribe(sink);
    trial.settle();
    return sink;
  }

  @Test
  void signalsPassAndTheSlotIsFreeWithTheLast() {
    Sink sink = subscribe(5);
    source.next("a");
    source.next("b");
    assertThat(used(limiter, SLOTS)).isEqualTo(1);

    source.complete();

    assertThat(sink.signals).containsExactly("a", "b", "complete").inOrder();
    assertThat(source.told).containsExactly("subscribe", "request 5").inOrder();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(used(limiter, CALLS)).isEqualTo(1);
  }

  @Test
  void demandBeforeAdmissionIsKeptAndPassedOnAtOnce() {
    Permit held = limiter.call().acquire();
    Sink sink = subscribe(2);
    sink.subscription().request(3);
    assertThat(source.told).isEmpty();

    held.close();
    trial.settle();
    sink.subscription().request(4);

    assertThat(source.told).containsExactly("subscribe", "request 5", "request 4").inOrder();
  }

  @Test
  void demandWithoutBoundDoesNotOverflow() {
    Permit held = limiter.call().acquire();
    Sink sink = subscribe(Long.MAX_VALUE);
    sink.subscription().request(Long.MAX_VALUE);

    held.close();
    trial.settle();

    assertThat(source.told).containsExactly("subscribe", "request " + Long.MAX_VALUE).inOrder();
  }

  @Test
  void nothingIsRequestedThatNobodyAskedFor() {
    subscribe(0);

    assertThat(source.told).containsExactly("subscribe");
  }

  @Test
  void eachSubscriptionIsACallOfItsOwn() {
    subscribe(1);
    Sink second = subscribe(1);
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);

    source.complete();
    trial.settle();

    assertThat(source.told)
        .containsExactly("subscribe", "request 1", "subscribe", "request 1")
        .inOrder();
    source.next("to the second");
    assertThat(second.signals).containsExactly("to the second");
    assertThat(used(limiter, CALLS)).isEqualTo(2);
  }

  @Test
  void whoCancelsWhileWaitingLeavesTheLine() {
    Permit held = limiter.call().acquire();
    Sink sink = subscribe(1);

    sink.subscription().cancel();

    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    held.close();
    trial.settle();
    assertThat(source.told).isEmpty();
    assertThat(sink.signals).isEmpty();
  }

  @Test
  void whoCancelsOnSubscriptionTakesNothing() {
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
          }

          @Override
          public void onNext(String item) {}

          @Override
          public void onError(Throwable failure) {}

          @Override
          public void onComplete() {}
        });
    trial.settle();

    assertThat(source.told).isEmpty();
    assertThat(used(limiter, CALLS)).isEqualTo(0);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void whoCancelsLaterCancelsTheSourceAndFreesTheSlot() {
    Sink sink = subscribe(1);

    sink.subscription().cancel();
    sink.subscription().cancel();
    source.next("too late");
    source.complete();

    assertThat(source.told).containsExactly("subscribe", "request 1", "cancel").inOrder();
    assertThat(sink.signals).isEmpty();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(used(limiter, CALLS)).isEqualTo(1);
  }

  @Test
  void aFailurePassesAndFreesTheSlot() {
    Sink sink = subscribe(1);
    IllegalStateException failure = new IllegalStateException("the stream");

    source.fail(failure);
    source.complete();

    assertThat(sink.signals).containsExactly(failure);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(limiter.snapshot().pausedUntil()).isNull();
  }

  @Test
  void aRejectionByALimitPausesTheLimiter() {
    subscribe(1);

    source.fail(new Rejection("30"));

    Instant until = limiter.snapshot().pausedUntil();
    assertThat(until).isEqualTo(trial.clock().now().plusSeconds(30));
  }

  @Test
  void aRejectionThatTheBodyThrowsPausesTheLimiterAsWell() {
    Sink sink = new Sink(1);
    Rejection rejection = new Rejection("30");

    limiter
        .call()
        .<String>publish(
            () -> {
              throw rejection;
            })
        .subscribe(sink);

    assertThat(sink.signals).containsExactly(rejection);
    assertThat(limiter.snapshot().pausedUntil()).isNotNull();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void aRefusalIsAFailureOfTheStream() {
    limiter.call().acquire();
    Sink sink = new Sink(1);

    limiter.call().maxWait(Duration.ZERO).publish(() -> source).subscribe(sink);
    trial.settle();

    assertThat(sink.signals).hasSize(1);
    assertThat(sink.signals.get(0)).isInstanceOf(RateLimitExceededException.class);
    assertThat(source.told).isEmpty();
  }

  @Test
  void whatTheLimiterCannotTakeIsAFailureOfTheStream() {
    Sink sink = new Sink(1);

    limiter.call().key("nobody has one").publish(() -> source).subscribe(sink);

    assertThat(sink.signals.get(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRequestForNothingIsAFailureOfTheStreamOnce() {
    Sink sink = subscribe(1);

    sink.subscription().request(0);
    sink.subscription().request(-1);

    assertThat(sink.signals).hasSize(1);
    assertThat(sink.signals.get(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(source.told).containsExactly("subscribe", "request 1", "cancel").inOrder();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void aRequestAfterTheEndDoesNothing() {
    Sink sink = subscribe(1);
    source.complete();

    sink.subscription().request(0);
    sink.subscription().request(1);

    assertThat(sink.signals).containsExactly("complete");
    assertThat(source.told).containsExactly("subscribe", "request 1").inOrder();
  }

  @Test
  void theLastElementMayReportTheTokensThatWereUsed() {
    Limiter tokens = Ritmo.limiter("tokens", Limit.tokens(1_000, 60, SECONDS));
    HasTokenUsage first = () -> new TokenUsage(1, 1);
    HasTokenUsage last = () -> new TokenUsage(30, 12);
    List<HasTokenUsage> elements = new ArrayList<>();
    SubmissionPublisher<HasTokenUsage> usage = new SubmissionPublisher<>(Runnable::run, 8);

    tokens
        .call()
        .tokens(500)
        .<HasTokenUsage>publish(() -> usage)
        .subscribe(new Streams.Collector<>(elements));
    assertThat(used(tokens, 0)).isEqualTo(500);
    usage.submit(first);
    usage.submit(last);
    usage.close();

    assertThat(elements).containsExactly(first, last).inOrder();
    assertThat(used(tokens, 0)).isEqualTo(42);
  }

  @Test
  void aSubscriberMustBeThere() {
    assertThrows(NullPointerException.class, () -> publisher.subscribe(null));
    assertThat(used(limiter, CALLS)).isEqualTo(0);
  }

  /** The failure of a client, as Ritmo reads it. */
  static final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String retryAfter;

    Rejection(String retryAfter) {
      this.retryAfter = retryAfter;
    }

    public int statusCode() {
      return 429;
    }

    public Map<String, String> headers() {
      return Map.of("Retry-After", retryAfter);
    }
  }

  @Test
  void aSubscriberThatThrowsEndsItsStreamAndFreesTheSlot() {
    Sink sink = new Sink(5);
    IllegalStateException mistake = new IllegalStateException("in onNext");
    Flow.Subscriber<String> throwing =
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            sink.onSubscribe(subscription);
          }

          @Override
          public void onNext(String item) {
            throw mistake;
          }

          @Override
          public void onError(Throwable failure) {
            sink.onError(failure);
          }

          @Override
          public void onComplete() {
            sink.onComplete();
          }
        };
    publisher.subscribe(throwing);

    assertThrows(IllegalStateException.class, () -> source.next("a"));

    assertThat(source.told).contains("cancel");
    assertThat(sink.signals).hasSize(1);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }
}
