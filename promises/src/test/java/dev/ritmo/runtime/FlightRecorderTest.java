package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder is told, with which fields, and on which thread. */
final class FlightRecorderTest {

  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMillis(60_050);
  private static final String KEY = "user-4711";

  private final Trial trial = new Trial();
  private final Recording recording = new Recording();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    recording.close();
    trial.close();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("recorded", Limits.of(limits).setup(Duration.ZERO).withoutInference());
  }

  private List<RecordedEvent> recorded() throws IOException {
    recording.stop();
    Path file = folder.resolve("ritmo.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.ritmo."))
        .toList();
  }

  private RecordedEvent only(String name) throws IOException {
    List<RecordedEvent> all =
        recorded().stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void aWaitThatBlocksIsADurationOnItsThread() throws Exception {
    Ritmo.reset(); // the time of the machine, as that of the recorder is
    recording.start();
    Limiter limiter = limiter();
    limiter.pause(Duration.ofMillis(60));
    Thread thread = new Thread(() -> limiter.call().acquire().close(), "caller-17");
    thread.start();
    thread.join();

    RecordedEvent wait = only("dev.ritmo.Wait");

    assertThat(wait.getThread().getJavaName()).isEqualTo("caller-17");
    assertThat(wait.getDuration()).isAtLeast(Duration.ofMillis(50));
    assertThat(wait.getDuration("waited")).isAtLeast(Duration.ofMillis(50));
    assertThat(wait.getString("cause")).isEqualTo("pause");
    assertThat(wait.getString("outcome")).isEqualTo("admitted");
  }

  @Test
  void aWaitWithoutAThreadIsAnInstantWithItsLength() throws Exception {
    recording.start();
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    limiter.pause(TEN);
    CompletableFuture<Permit> unused = trial.enter("waiting", limiter.call().waitForever());
    trial.advance(MINUTE);

    RecordedEvent wait = only("dev.ritmo.Wait");

    assertThat(wait.getDuration()).isEqualTo(Duration.ZERO);
    assertThat(wait.getDuration("waited")).isEqualTo(MINUTE);
    assertThat(wait.getDuration("forPause")).isEqualTo(TEN);
    assertThat(wait.getDuration("forLimit")).isEqualTo(MINUTE.minus(TEN));
    assertThat(wait.getDuration("forSlot")).isEqualTo(Duration.ZERO);
    assertThat(wait.getString("limiter")).isEqualTo("recorded");
    assertThat(wait.getString("method")).isEqualTo("none");
    assertThat(wait.getString("cause")).isEqualTo("limit");
    assertThat(wait.getString("limit")).isEqualTo("1 call per 60 s");
  }

  @Test
  void waitsThatEndOtherwiseAreRecordedToo() throws Exception {
    recording.start();
    Limiter limiter = limiter(Limit.concurrent(1));
    limiter.call().acquire();
    CompletableFuture<Permit> gone = trial.enter("gone", limiter.call().waitForever());
    gone.cancel(false);
    Trial.Blocked<Permit> refused = trial.block("refused", limiter.call().maxWait(TEN));
    trial.advance(TEN.plusNanos(1));

    assertThat(refused.outcome().isCompletedExceptionally()).isTrue();
    assertThat(recorded().stream().map(FlightRecorderTest::outcome).toList())
        .containsExactly("abandoned", "refused", "dev.ritmo.Refusal");
  }

  private static String outcome(RecordedEvent event) {
    String name = event.getEventType().getName();
    return name.equals("dev.ritmo.Wait") ? event.getString("outcome") : name;
  }

  @Test
  void aRefusal() throws Exception {
    recording.start();
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    Trial.refusalOf(trial.enter("refused", limiter.call().maxWait(TEN)));

    RecordedEvent refusal = only("dev.ritmo.Refusal");

    assertThat(refusal.getString("cause")).isEqualTo("limit");
    assertThat(refusal.getString("limit")).isEqualTo("1 call per 60 s");
    assertThat(refusal.getDuration("retryAfter")).isEqualTo(MINUTE);
  }

  @Test
  void aRefusalForEver() throws Exception {
    recording.start();
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.shutDown();
    Trial.refusalOf(trial.enter("refused", limiter.call()));

    assertThat(only("dev.ritmo.Refusal").getLong("retryAfter")).isLessThan(0);
  }

  @Test
  void aRejectionPausesAndALimitChanges() throws Exception {
    recording.start();
    Limiter limiter = limiter(Limit.calls(100, 1, SECONDS));
    try (Permit permit = limiter.call().acquire()) {
      permit.rejected(TEN);
    }
    limiter.change(Limits.of(Limit.calls(5, 1, SECONDS)).withoutInference());

    List<RecordedEvent> all = recorded();

    RecordedEvent rejection = all.get(0);
    assertThat(rejection.getEventType().getName()).isEqualTo("dev.ritmo.Rejection");
    assertThat(rejection.getString("reason")).isEqualTo("rate");
    assertThat(rejection.getDuration("statedDelay")).isEqualTo(TEN);
    RecordedEvent pause = all.get(1);
    assertThat(pause.getEventType().getName()).isEqualTo("dev.ritmo.Pause");
    assertThat(pause.getDuration("pause")).isEqualTo(TEN);
    RecordedEvent change = all.get(2);
    assertThat(change.getEventType().getName()).isEqualTo("dev.ritmo.LimitChange");
    assertThat(change.getString("change")).isEqualTo("changed");
  }

  @Test
  void aRetryAndItsEnd() throws Exception {
    recording.enable("dev.ritmo.Retry");
    recording.start();
    Limiter limiter = limiter(Limit.calls(100, 1, SECONDS));
    CompletableFuture<Object> unused =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT.maxAttempts(2).delays(2, 2, SECONDS).jitter(0))
            .runAsync(() -> CompletableFuture.failedFuture(new ConnectException(KEY)));
    trial.advance(TEN);

    List<RecordedEvent> retries =
        recorded().stream()
            .filter(event -> event.getEventType().getName().equals("dev.ritmo.Retry"))
            .toList();

    assertThat(retries).hasSize(2);
    assertThat(retries.get(0).getInt("attempts")).isEqualTo(1);
    assertThat(retries.get(0).getString("reason")).isEqualTo("connection");
    assertThat(retries.get(0).getDuration("delay")).isEqualTo(Duration.ofSeconds(2));
    assertThat(retries.get(0).getString("givenUp")).isNull();
    assertThat(retries.get(1).getInt("attempts")).isEqualTo(2);
    assertThat(retries.get(1).getString("givenUp")).isEqualTo("attempts");
  }

  @Test
  void noKeyIsRecorded() throws Exception {
    recording.start();
    Limiter limiter =
        Ritmo.limiter(
            "recorded", Limits.of().perKey(Limit.calls(1, 60, SECONDS)).setup(Duration.ZERO));
    limiter.call().key(KEY).acquire();
    Trial.refusalOf(trial.enter("refused", limiter.call().key(KEY).maxWait(TEN)));
    CompletableFuture<Permit> unused =
        trial.enter("waiting", limiter.call().key(KEY).waitForever());
    trial.advance(MINUTE);

    List<RecordedEvent> all = recorded();

    assertThat(all).hasSize(2);
    for (RecordedEvent event : all) {
      for (ValueDescriptor field : event.getFields()) {
        assertThat(String.valueOf(event.<Object>getValue(field.getName()))).doesNotContain(KEY);
      }
    }
  }

  @Test
  void whatIsDisabledIsNotRecorded() throws Exception {
    recording.disable("dev.ritmo.Wait");
    recording.start();
    Limiter limiter = limiter();
    limiter.pause(TEN);
    CompletableFuture<Permit> unused = trial.enter("waiting", limiter.call().waitForever());
    trial.advance(TEN);

    List<RecordedEvent> all = recorded();

    assertThat(all).hasSize(1);
    assertThat(all.get(0).getEventType().getName()).isEqualTo("dev.ritmo.Pause");
  }
}
