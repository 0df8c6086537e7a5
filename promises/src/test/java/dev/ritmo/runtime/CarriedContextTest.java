package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.UserCarrier.USER;

import dev.ritmo.runtime.Streams.Sink;
import dev.ritmo.runtime.Streams.Source;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the thread of a caller holds is there where its asynchronous call goes on. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class CarriedContextTest {

  private final Trial trial = new Trial();
  private final Limiter limiter = Ritmo.limiter("api", Limit.concurrent(1));
  private final LimitedCall call = limiter.call().retry(RetrySettings.DEFAULT);
  private final List<String> users = new ArrayList<>();
  private final Permit held = limiter.call().acquire();

  @BeforeEach
  void work() {
    USER.set("ada");
  }

  @AfterEach
  void close() {
    USER.remove();
    trial.close();
  }

  private void note() {
    users.add(USER.get() + " on " + Thread.currentThread().getName());
  }

  private static String here(String user) {
    return user + " on " + Thread.currentThread().getName();
  }

  @Test
  void theBodyOfAFutureAndWhatDependsOnItSeeIt() {
    CompletableFuture<String> body = new CompletableFuture<>();
    call.runAsync(
            () -> {
              note();
              return body;
            })
        .thenRun(this::note);
    USER.set("eve");

    held.close();
    trial.settle();
    body.complete("answer");

    assertThat(users).containsExactly("ada on virtual-time", here("ada")).inOrder();
    assertThat(USER.get()).isEqualTo("eve");
  }

  @Test
  void everyAttemptSeesIt() {
    held.close();
    List<CompletableFuture<String>> bodies =
        List.of(new CompletableFuture<>(), new CompletableFuture<>());
    call.runAsync(
        () -> {
          note();
          return bodies.get(users.size() - 1);
        });
    USER.set("eve");

    bodies.get(0).completeExceptionally(new PublishTest.Rejection("1"));
    trial.advance(Duration.ofSeconds(1));

    assertThat(users).containsExactly(here("ada"), "ada on virtual-time").inOrder();
  }

  @Test
  void aStreamAndItsSubscriberSeeIt() {
    Source source = new Source();
    Sink sink =
        new Sink(1) {
          @Override
          public void onComplete() {
            note();
          }
        };
    call.publish(
            () -> {
              note();
              return source;
            })
        .subscribe(sink);
    USER.set("eve");

    held.close();
    trial.settle();
    source.complete();

    assertThat(users).containsExactly("ada on virtual-time", here("ada")).inOrder();
  }

  @Test
  void whatDependsOnAPermitSeesIt() {
    call.acquireAsync().thenRun(this::note);
    USER.set("eve");

    held.close();
    trial.settle();

    assertThat(users).containsExactly("ada on virtual-time");
  }
}
