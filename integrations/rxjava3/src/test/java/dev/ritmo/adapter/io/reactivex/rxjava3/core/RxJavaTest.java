package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.VirtualClock;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Woven methods that return the types of RxJava. */
final class RxJavaTest {

  private final VirtualClock clock = new VirtualClock();
  private final Answers answers = new Answers();

  @BeforeEach
  void start() {
    Ritmo.reset(clock);
  }

  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private void advance(Duration duration) {
    clock.advance(duration);
    while (clock.next().filter(Duration::isZero).isPresent()) {
      clock.advance(Duration.ZERO);
    }
  }

  private static LimiterSnapshot snapshot() {
    return Ritmo.limiter("answers").snapshot();
  }

  private static long slots() {
    return snapshot().states().get(1).used();
  }

  /** Every type, subscribed to through its own operators. */
  static Stream<Function<Answers, Flowable<String>>> types() {
    return Stream.of(
        all -> all.single().toFlowable(),
        all -> all.maybe().toFlowable(),
        all -> all.completable().toFlowable(),
        all -> all.observable().buffer(10).map(list -> list.get(0)).singleElement().toFlowable(),
        Answers::flowable);
  }

  @ParameterizedTest
  @MethodSource("types")
  void eachSubscriptionIsACallThatIsTriedAgain(Function<Answers, Flowable<String>> type) {
    answers.then(Flowable.error(new Rejection())).then(Flowable.just("a")).then(Flowable.just("b"));
    Flowable<String> stream = type.apply(answers);
    assertThat(answers.asked()).isEqualTo(0);

    TestSubscriber<String> first = stream.test();
    first.assertNotComplete().assertNoErrors();
    assertThat(slots()).isEqualTo(0);
    advance(Duration.ofSeconds(1));
    first.assertComplete();
    stream.test().assertComplete();

    assertThat(answers.asked()).isEqualTo(3);
    assertThat(snapshot().admitted()).isEqualTo(3);
    assertThat(slots()).isEqualTo(0);
  }

  @ParameterizedTest
  @MethodSource("types")
  void whoDisposesWhileWaitingLeavesTheLine(Function<Answers, Flowable<String>> type) {
    answers.then(Flowable.never());
    TestSubscriber<String> first = type.apply(answers).test();
    TestSubscriber<String> second = type.apply(answers).test();
    assertThat(snapshot().waiting()).isEqualTo(1);

    second.cancel();

    assertThat(snapshot().waiting()).isEqualTo(0);
    assertThat(slots()).isEqualTo(1);
    first.cancel();
    assertThat(slots()).isEqualTo(0);
    assertThat(answers.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("types")
  void whoDisposesLaterCancelsTheSource(Function<Answers, Flowable<String>> type) {
    PublishProcessor<String> source = PublishProcessor.create();
    answers.then(source);
    TestSubscriber<String> subscriber = type.apply(answers).test();
    assertThat(source.hasSubscribers()).isTrue();

    subscriber.cancel();

    assertThat(source.hasSubscribers()).isFalse();
    assertThat(slots()).isEqualTo(0);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aRefusalFailsTheStream(Function<Answers, Flowable<String>> type) {
    Flowable<String> stream = type.apply(answers);
    Ritmo.limiter("answers").pause(Duration.ofHours(1));

    stream.test().assertError(RateLimitExceededException.class);
  }

  @Test
  void whatFailsAfterItsFirstElementIsNotTriedAgain() {
    answers.then(Flowable.just("a").concatWith(Flowable.error(new Rejection())));

    TestObserver<String> observer = answers.observable().test();
    advance(Duration.ofMinutes(5));

    observer.assertValues("a").assertError(Rejection.class);
    assertThat(answers.asked()).isEqualTo(1);
  }

  @Test
  void whatIsAskedForIsAskedOfTheBody() {
    answers.then(Flowable.just("a", "b", "c"));

    TestSubscriber<String> subscriber = answers.flowable().test(1);

    subscriber.assertValues("a").assertNotComplete();
    subscriber.request(2);
    subscriber.assertValues("a", "b", "c").assertComplete();
  }

  @Test
  void valuesPass() {
    answers.then(Flowable.just("a")).then(Flowable.empty()).then(Flowable.just("b"));

    answers.single().test().assertResult("a");
    answers.maybe().test().assertResult();
    answers.maybe().test().assertResult("b");
  }

  @Test
  void aBodyThatReturnsNothingFailsTheStream() {
    answers.nothing().test().assertError(NullPointerException.class);
  }

  @Test
  void switchedOffEverythingPassesAsItIs() {
    Ritmo.off();
    Flowable<String> flowable = Flowable.just("a");
    answers.then(flowable).then(Flowable.just("b"));

    assertThat(answers.flowable()).isSameInstanceAs(flowable);
    Single<String> single = answers.single();
    single.test().assertResult("b");
  }

  /** What a client throws when the provider rejects a request. */
  static final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("unused") // read by its name
    public int statusCode() {
      return 429;
    }
  }
}
