package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.PublishTest.Rejection;
import dev.ritmo.runtime.Streams.Sink;
import dev.ritmo.runtime.Streams.Source;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams that break: tried again before their first element, and never after it. */
final class PublishRetryTest {

  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(1000, 60_000, MILLISECONDS).jitter(0);

  private static final int CALLS = 0;
  private static final int SLOTS = 1;

  private final Trial trial = new Trial();
  private final Limiter limiter =
      Ritmo.limiter("api", Limit.calls(10, 60, SECONDS), Limit.concurrent(1));
  private final Source source = new Source();

  @AfterEach
  void close() {
    trial.close();
  }

  private Sink subscribe(long first, Flow.Publisher<String> publisher) {
    Sink sink = new Sink(first);
    publisher.subscribe(sink);
    trial.settle();
    return sink;
  }

  private Sink subscribe(long first) {
    return subscribe(first, limiter.call().retry(RETRY).publish(() -> source));
  }

  @Test
  void aStreamThatBreaksBeforeItsFirstElementIsTriedAgain() {
    Sink sink = subscribe(5);

    source.fail(new Rejection("7"));
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);
    trial.advance(Duration.ofMillis(6_999));
    assertThat(source.told).containsExactly("subscribe", "request 5").inOrder();
    trial.advance(Duration.ofMillis(1));
    source.next("answer");
    source.complete();

    assertThat(sink.signals).containsExactly("answer", "complete").inOrder();
    assertThat(source.told)
        .containsExactly("subscribe", "request 5", "subscribe", "request 5")
        .inOrder();
    assertThat(used(limiter, CALLS)).isEqualTo(2);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void aStreamThatBreaksAfterItsFirstElementIsNot() {
    Sink sink = subscribe(5);
    Rejection failure = new Rejection("7");

    source.next("answ");
    source.fail(failure);
    trial.advance(Duration.ofMinutes(1));

    assertThat(sink.signals).containsExactly("answ", failure).inOrder();
    assertThat(source.told).containsExactly("subscribe", "request 5").inOrder();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void whatBreaksAfterItsFirstElementPausesTheLimiterAllTheSame() {
    subscribe(5);

    source.next("answ");
    source.fail(new Rejection("30"));

    assertThat(limiter.snapshot().pausedUntil()).isEqualTo(trial.clock().now().plusSeconds(30));
  }

  @Test
  void aBodyThatThrowsIsTriedAgain() {
    List<Throwable> failures = new ArrayList<>(List.of(new Rejection("1"), new Rejection("1")));

    Sink sink =
        subscribe(
            1,
            limiter
                .call()
                .retry(RETRY)
                .publish(
                    () -> {
                      if (failures.isEmpty()) {
                        return source;
                      }
                      throw (Rejection) failures.remove(0);
                    }));
    trial.advance(Duration.ofSeconds(2));
    source.next("answer");

    assertThat(sink.signals).containsExactly("answer");
    assertThat(used(limiter, CALLS)).isEqualTo(3);
  }

  @Test
  void aPublisherThatThrowsOnSubscribeIsTriedAgain() {
    List<Flow.Publisher<String>> publishers = new ArrayList<>();
    publishers.add(
        subscriber -> {
          throw new Rejection("1");
        });
    publishers.add(source);

    Sink sink = subscribe(1, limiter.call().retry(RETRY).publish(() -> publishers.remove(0)));
    trial.advance(Duration.ofSeconds(1));
    source.complete();

    assertThat(sink.signals).containsExactly("complete");
  }

  @Test
  void whenNoAttemptIsLeftTheLastFailurePasses() {
    Sink sink = subscribe(1, limiter.call().retry(RETRY.maxAttempts(2)).publish(() -> source));
    Rejection last = new Rejection("1");

    source.fail(new Rejection("1"));
    trial.advance(Duration.ofSeconds(1));
    source.fail(last);
    trial.advance(Duration.ofMinutes(1));

    assertThat(sink.signals).containsExactly(last);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void whatIsRequestedBetweenAttemptsIsAskedOfTheNext() {
    Sink sink = subscribe(2);
    source.fail(new Rejection("1"));

    sink.subscription().request(3);
    trial.advance(Duration.ofSeconds(1));

    assertThat(source.told)
        .containsExactly("subscribe", "request 2", "subscribe", "request 5")
        .inOrder();
  }

  @Test
  void whoCancelsBetweenAttemptsLeavesTheLine() {
    Sink sink = subscribe(1);
    source.fail(new Rejection("1"));
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);

    sink.subscription().cancel();

    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    trial.advance(Duration.ofMinutes(1));
    assertThat(sink.signals).isEmpty();
    assertThat(source.told).containsExactly("subscribe", "request 1").inOrder();
  }

  @Test
  void aCancelledStreamIsNotTriedAgainWhateverIsRetried() {
    RetrySettings anything = RETRY.retryOn(RuntimeException.class);
    Sink sink = subscribe(1, limiter.call().retry(anything).publish(() -> source));

    sink.subscription().cancel();
    source.fail(new IllegalStateException("closed"));
    trial.advance(Duration.ofMinutes(1));

    assertThat(sink.signals).isEmpty();
    assertThat(source.told).containsExactly("subscribe", "request 1", "cancel").inOrder();
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void whatAFailedAttemptSaysLaterIsNotHeard() {
    Source talkative = new Source();
    List<Source> sources = new ArrayList<>(List.of(talkative, source));
    Sink sink = subscribe(1, limiter.call().retry(RETRY).publish(() -> sources.remove(0)));
    talkative.fail(new Rejection("1"));
    trial.advance(Duration.ofSeconds(1));

    talkative.next("late");
    talkative.fail(new Rejection("1"));
    talkative.complete();
    source.next("answer");
    source.complete();

    assertThat(sink.signals).containsExactly("answer", "complete").inOrder();
  }

  @Test
  void aSecondSubscriptionOfTheSameAttemptIsCancelled() {
    List<String> second = new ArrayList<>();
    Sink sink =
        subscribe(
            1,
            limiter
                .call()
                .publish(
                    () ->
                        subscriber -> {
                          source.subscribe(subscriber);
                          subscriber.onSubscribe(new Source(second));
                        }));
    source.next("answer");

    assertThat(second).containsExactly("cancel");
    assertThat(source.told).containsExactly("subscribe", "request 1").inOrder();
    assertThat(sink.signals).containsExactly("answer");
  }

  @Test
  void whoCancelsWithinTheBodyEndsItsStream() {
    // emits without end on the thread that subscribes, until it is cancelled
    Flow.Publisher<String> endless =
        subscriber -> {
          boolean[] isCancelled = new boolean[1];
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                  isCancelled[0] = true;
                }
              });
          while (!isCancelled[0]) {
            subscriber.onNext("again");
          }
        };
    Sink sink =
        new Sink(Long.MAX_VALUE) {
          @Override
          public void onNext(String element) {
            super.onNext(element);
            if (signals.size() == 3) {
              subscription().cancel();
            }
          }
        };
    limiter.call().retry(RETRY).publish(() -> endless).subscribe(sink);

    assertThat(sink.signals).containsExactly("again", "again", "again");
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void aPublisherMustBeThere() {
    Sink sink = subscribe(1, limiter.call().publish(() -> null));

    assertThat(sink.signals.get(0)).isInstanceOf(NullPointerException.class);
    assertThat(used(limiter, SLOTS)).isEqualTo(0);
  }

  @Test
  void theEndWaitsForTheElementThatIsHandedOn() throws InterruptedException {
    CountDownLatch handing = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    List<Object> heard = new ArrayList<>();
    Sink sink =
        new Sink(1) {
          @Override
          public void onNext(String element) {
            handing.countDown();
            await(proceed);
            super.onNext(element);
          }
        };
    limiter.call().publish(() -> source).subscribe(sink);
    Thread emitting = new Thread(() -> source.next("answer"));
    emitting.start();
    handing.await();

    sink.subscription().request(-1);
    heard.addAll(sink.signals);
    proceed.countDown();
    emitting.join();

    assertThat(heard).isEmpty();
    assertThat(sink.signals).hasSize(2);
    assertThat(sink.signals.get(0)).isEqualTo("answer");
    assertThat(sink.signals.get(1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
