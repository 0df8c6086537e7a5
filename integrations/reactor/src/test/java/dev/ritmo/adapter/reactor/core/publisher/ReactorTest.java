package dev.ritmo.adapter.reactor.core.publisher;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

/** Woven methods that return a Mono or a Flux. */
final class ReactorTest {

  private final VirtualClock clock = new VirtualClock();
  private final Answers answers = new Answers();

  @BeforeAll
  static void loseNoTime() {
    StepVerifier.setDefaultTimeout(Duration.ofSeconds(20));
  }

  @AfterAll
  static void goOn() {
    StepVerifier.resetDefaultTimeout();
  }

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

  private static Publisher<String> rejection() {
    return Mono.error(new Rejection());
  }

  @Test
  void withoutASubscriptionNothingHappens() {
    Mono<String> mono = answers.one("q");
    Flux<String> flux = answers.many("q");

    assertThat(mono).isNotNull();
    assertThat(flux).isNotNull();
    assertThat(answers.asked).isEmpty();
    assertThat(Ritmo.limiters()).hasSize(1);
    assertThat(snapshot().admitted()).isEqualTo(0);
  }

  @Test
  void eachSubscriptionIsACall() {
    answers.then(() -> Mono.just("a")).then(() -> Mono.just("b"));
    Mono<String> mono = answers.one("q");

    StepVerifier.create(mono).expectNext("a").verifyComplete();
    StepVerifier.create(mono).expectNext("b").verifyComplete();

    assertThat(answers.asked).containsExactly("q", "q");
    assertThat(snapshot().admitted()).isEqualTo(2);
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void anEmptyMonoIsEmpty() {
    answers.then(Mono::empty);

    StepVerifier.create(answers.one("q")).verifyComplete();

    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aFluxHoldsItsSlotUntilItsEnd() {
    TestPublisher<String> source = TestPublisher.create();
    answers.then(() -> source.flux());

    StepVerifier.create(answers.many("q"), 1)
        .then(() -> source.next("a"))
        .expectNext("a")
        .then(() -> assertThat(slots()).isEqualTo(1))
        .thenRequest(1)
        .then(() -> source.next("b").complete())
        .expectNext("b")
        .verifyComplete();

    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aCallThatWaitsHoldsNoThread() {
    answers.then(Mono::never).then(() -> Mono.just("b"));
    Disposable first = answers.one("first").subscribe();
    List<String> second = new ArrayList<>();
    Disposable waiting = answers.one("second").subscribe(second::add);

    assertThat(waiting.isDisposed()).isFalse();
    assertThat(snapshot().waiting()).isEqualTo(1);
    assertThat(answers.asked).containsExactly("first");
    first.dispose();
    advance(Duration.ZERO);

    assertThat(second).containsExactly("b");
  }

  @Test
  void whatFailsBeforeItsFirstElementIsTriedAgain() {
    answers
        .then(ReactorTest::rejection)
        .then(() -> Flux.concat(Flux.empty(), rejection()))
        .then(() -> Flux.just("a", "b"));

    StepVerifier.create(answers.many("q"))
        .then(() -> advance(Duration.ofSeconds(1)))
        .then(() -> advance(Duration.ofSeconds(2)))
        .expectNext("a", "b")
        .verifyComplete();

    assertThat(answers.asked).hasSize(3);
    assertThat(snapshot().admitted()).isEqualTo(3);
  }

  @Test
  void whatFailsAfterItsFirstElementIsNot() {
    answers.then(() -> Flux.concat(Flux.just("a"), rejection()));

    StepVerifier.create(answers.many("q")).expectNext("a").verifyError(Rejection.class);

    advance(Duration.ofMinutes(5));
    assertThat(answers.asked).hasSize(1);
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aFailedMonoIsTriedAgain() {
    answers.then(ReactorTest::rejection).then(() -> Mono.just("a"));

    StepVerifier.create(answers.one("q"))
        .then(() -> advance(Duration.ofSeconds(1)))
        .expectNext("a")
        .verifyComplete();
  }

  @Test
  void aBodyThatThrowsFailsTheStream() {
    answers.then(
        () -> {
          throw new IllegalStateException("no stream");
        });

    StepVerifier.create(answers.one("q")).verifyErrorMessage("no stream");
  }

  @Test
  void aBodyThatReturnsNothingFailsTheStream() {
    StepVerifier.create(Answers.nothing(List.of("argument")))
        .verifyErrorMessage("A governed method must return a publisher, but returned null.");
  }

  @Test
  void whoCancelsWhileWaitingLeavesTheLine() {
    answers.then(Mono::never);
    Disposable first = answers.one("first").subscribe();
    Disposable second = answers.one("second").subscribe();

    second.dispose();

    assertThat(snapshot().waiting()).isEqualTo(0);
    first.dispose();
    assertThat(slots()).isEqualTo(0);
    assertThat(answers.asked).containsExactly("first");
  }

  @Test
  void whoCancelsLaterCancelsTheSourceAndFreesTheSlot() {
    TestPublisher<String> source = TestPublisher.create();
    answers.then(() -> source.flux());
    Disposable running = answers.many("q").subscribe();

    running.dispose();

    source.assertCancelled();
    assertThat(slots()).isEqualTo(0);
  }

  @Test
  void aTimeOutOutsideEndsTheCallAndItsAttempts() {
    answers.then(ReactorTest::rejection);

    StepVerifier.withVirtualTime(() -> answers.one("q").timeout(Duration.ofMillis(10)))
        .thenAwait(Duration.ofMillis(10))
        .verifyError(TimeoutException.class);

    advance(Duration.ofMinutes(5));
    assertThat(answers.asked).hasSize(1);
    assertThat(snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aRefusalFailsTheStream() {
    Mono<String> mono = answers.one("q");
    Ritmo.limiter("answers").pause(Duration.ofHours(1));

    StepVerifier.create(mono).verifyError(RateLimitExceededException.class);
  }

  @Test
  void keysAreTakenFromTheArgumentsForEachSubscription() {
    answers.then(() -> Mono.just("a")).then(() -> Mono.just("b")).then(() -> Mono.just("c"));
    Mono<String> ofAda = answers.ofUser("ada");

    StepVerifier.create(ofAda).expectNext("a").verifyComplete();
    StepVerifier.create(answers.ofUser("eve")).expectNext("b").verifyComplete();
    StepVerifier.create(ofAda)
        .then(() -> assertThat(Ritmo.limiter("perUser").snapshot().waiting()).isEqualTo(1))
        .then(() -> advance(Duration.ofMinutes(2)))
        .expectNext("c")
        .verifyComplete();

    assertThat(answers.asked).containsExactly("ada", "eve", "ada").inOrder();
  }

  @Test
  void whatTheCodeOfAKeyThrowsFailsTheStream() {
    Mono<String> mono = answers.ofUser("nobody");

    StepVerifier.create(mono).verifyErrorMessage("nobody has no key");

    assertThat(answers.asked).isEmpty();
  }

  @Test
  void theContextOfTheSubscriberReachesTheBodyInEveryAttempt() {
    answers
        .then(ReactorTest::rejection)
        .then(() -> Mono.deferContextual(context -> Mono.just(context.get("user"))));

    StepVerifier.create(answers.one("q").contextWrite(Context.of("user", "ada")))
        .then(() -> advance(Duration.ofSeconds(1)))
        .expectNext("ada")
        .verifyComplete();
  }

  @Test
  void aMethodThatItsAdapterHasNotWovenIsAnErrorBeforeItsBodyRuns() {
    IllegalStateException thrown = assertThrows(IllegalStateException.class, answers::unadapted);

    assertThat(thrown)
        .hasMessageThat()
        .isEqualTo(
            "dev.ritmo.adapter.reactor.core.publisher.Answers.unadapted() must be woven by"
                + " dev.ritmo.adapter.java.lang.ObjectAdapter as well, but is not, so its limits"
                + " would have no effect. Fix: add every jar of Ritmo on the class path to the"
                + " aspects to weave, as ritmo-maven-plugin does.");
    assertThat(answers.asked).isEmpty();
  }

  @Test
  void aMethodThatWasCompiledWithoutItsAdapterIsAnError() {
    IllegalStateException thrown = assertThrows(IllegalStateException.class, answers::unseen);

    assertThat(thrown).hasMessageThat().contains("was compiled without it. Fix: ");
    assertThat(answers.asked).isEmpty();
  }

  @Test
  void switchedOffEverythingPassesAsItIs() {
    Ritmo.off();
    Mono<String> mono = Mono.just("a");
    answers.then(() -> mono);

    assertThat(answers.one("q")).isSameInstanceAs(mono);
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
