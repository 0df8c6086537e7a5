package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AnswersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Answers answers = new Answers();

  @Test
  void aMonoIsACallForEachSubscriptionAndTriedAgain() {
    Ritmo.verify();
    Mono<String> mono = answers.one();
    assertEquals(0, answers.asked.get());

    assertEquals("answer", mono.block(PATIENCE));
    assertEquals("answer", mono.block(PATIENCE));

    assertEquals(4, answers.asked.get());
    assertEquals(4, Ritmo.limiter("mono").snapshot().admitted());
  }

  @Test
  void aFluxIsTriedAgainOnlyBeforeItsFirstElement() {
    AtomicInteger asked = new AtomicInteger();
    List<String> heard = new ArrayList<>();
    Flux<String> flux = Answers.many(asked).doOnNext(heard::add);

    assertThrows(Answers.Busy.class, () -> flux.blockLast(PATIENCE));

    assertEquals(List.of("ans", "wer"), heard);
    assertEquals(3, asked.get());
    assertEquals(3, Ritmo.limiter("flux").snapshot().admitted());
  }

  @Test
  void aPublisherOfTheJdkNeedsNoAdapter() {
    Flow.Publisher<String> publisher = answers.own();
    assertEquals(0, answers.asked.get());

    publisher.subscribe(new Deaf());

    assertEquals(1, answers.asked.get());
    assertEquals(1, Ritmo.limiter("publisher").snapshot().admitted());
  }

  private static final class Deaf implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription to) {}

    @Override
    public void onNext(String element) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
