package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of waits, refusals, rejections, pauses and retries: a line in ten seconds. */
final class EventLogTest {

  private static final Duration TEN = Duration.ofSeconds(10);
  private static final String MORE =
      " More of this is summed up, at most one line in 10 s; the logger dev.ritmo has each event at"
          + " level DEBUG, Ritmo.limiters() all counters.";

  private final Trial trial = new Trial();
  private final LogLines log = LogLines.ofEvents();
  private final Logger logger = Logger.getLogger("dev.ritmo");

  @AfterEach
  void close() {
    logger.setLevel(null);
    log.close();
    trial.close();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("logged", Limits.of(limits).setup(Duration.ZERO).withoutInference());
  }

  private void refuse(Limiter limiter) {
    Trial.refusalOf(trial.enter("refused", limiter.call().maxWait(Duration.ZERO)));
  }

  private void enter(Limiter limiter) {
    CompletableFuture<Permit> unused = trial.enter("waiting", limiter.call().waitForever());
  }

  @Test
  void callsThatNeedNotWaitAreNoLine() {
    Limiter limiter = limiter(Limit.calls(1_000, 1, SECONDS));
    for (int i = 0; i < 100; i++) {
      limiter.call().acquire().close();
    }
    limiter.snapshot();

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void theFirstRefusalIsALineAtOnceAndOthersAreSummedUp() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    for (int i = 0; i < 512; i++) {
      refuse(limiter);
    }
    assertThat(log.lines())
        .containsExactly(
            "Limiter \"logged\" refused 1 call: a program (limit: 1 call per 60 s), could start in 1"
                + " minute 1 second."
                + MORE);

    trial.advance(TEN);
    refuse(limiter);

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1))
        .isEqualTo(
            "Limiter \"logged\" refused 512 calls in the last 10 seconds, the last one: a"
                + " program (limit: 1 call per 60 s), could start in 51 seconds.");
  }

  @Test
  void whatIsSummedUpComesWithTheNextEventOfAnyKind() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    refuse(limiter);
    refuse(limiter);
    trial.advance(TEN);
    assertThat(log.lines()).hasSize(1);
    limiter.pause(TEN);

    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().get(1)).contains("refused 1 call in the last 10 seconds");
    assertThat(log.lines().get(2))
        .isEqualTo("Limiter \"logged\" was paused 1 time: for 10 seconds.");
  }

  @Test
  void whatIsSummedUpComesWithASnapshot() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    refuse(limiter);
    refuse(limiter);
    limiter.snapshot();
    assertThat(log.lines()).hasSize(1);
    trial.advance(TEN);
    limiter.snapshot();
    limiter.snapshot();

    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void theLastLinesComeWithTheShutdown() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    refuse(limiter);
    refuse(limiter);
    enter(limiter);
    limiter.shutDown();
    trial.settle();

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains("refused 2 calls");
    assertThat(log.lines().get(1)).contains("(shut down), could start never");
  }

  @Test
  void onlyLongWaitsAreLines() {
    Limiter limiter = limiter(Limit.calls(1, 1, SECONDS)); // kept for 50 ms more
    limiter.pause(Duration.ofSeconds(1));
    enter(limiter);
    trial.advance(Duration.ofSeconds(1));
    assertThat(log.lines()).hasSize(1); // the pause
    enter(limiter);
    trial.advance(TEN);

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1))
        .isEqualTo(
            "Limiter \"logged\" held back 1 call for more than 1 second: a program waited 1.1"
                + " seconds (limit: 1 call per 1 s).");
  }

  @Test
  void ofSeveralWaitsTheLongestIsTold() {
    Limiter limiter = limiter(Limit.calls(2, 10, SECONDS));
    limiter.pause(Duration.ofSeconds(30));
    enter(limiter);
    enter(limiter);
    trial.advance(Duration.ofSeconds(30)); // the first is a line, the second is counted
    enter(limiter);
    trial.advance(Duration.ofMillis(10_050));

    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().get(2))
        .isEqualTo(
            "Limiter \"logged\" held back 2 calls for more than 1 second in the last 11 seconds, the"
                + " longest: a program waited 30 seconds (pause).");
  }

  @Test
  void rejectionsAndRetriesGivenUp() {
    Limiter limiter = limiter(Limit.calls(100, 1, SECONDS));
    try (Permit permit = limiter.call().acquire()) {
      permit.rejected(Duration.ofSeconds(20));
    }
    limiter.resume();
    CompletableFuture<Object> unused =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT.maxAttempts(2).delays(1, 1, SECONDS).jitter(0))
            .runAsync(() -> CompletableFuture.failedFuture(new ConnectException("secret")));
    trial.advance(TEN);
    limiter.retryBudget(new RetryBudget(0, 0, 0));
    CompletableFuture<Object> again =
        limiter
            .call()
            .retry(RetrySettings.DEFAULT)
            .runAsync(() -> CompletableFuture.failedFuture(new ConnectException("secret")));

    assertThat(again.isCompletedExceptionally()).isTrue();
    List<String> lines = log.lines();
    assertThat(lines.stream().map(line -> line.replace(MORE, "")).toList())
        .containsExactly(
            "Limiter \"logged\" had 1 request rejected by the provider: a program (rate, come back in 20"
                + " seconds).",
            "Limiter \"logged\" was paused 1 time: for 20 seconds.",
            "Limiter \"logged\" gave up 1 call: a program after attempt 2 (attempts, connection).",
            "Limiter \"logged\" had an empty retry budget for 1 call: a program after attempt 1 (budget,"
                + " connection).");
  }

  @Test
  void limitersHaveLinesOfTheirOwn() {
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    Limiter other =
        Ritmo.limiter("other", Limits.of(Limit.calls(1, 60, SECONDS)).setup(Duration.ZERO));
    limiter.call().acquire();
    other.call().acquire();
    refuse(limiter);
    refuse(other);

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains("\"other\"");
  }

  @Test
  void atLevelDebugEachEventIsALine() {
    logger.setLevel(Level.FINE);
    Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
    limiter.call().acquire();
    refuse(limiter);
    assertThat(log.lines()).isNotEmpty(); // from here on it is known
    refuse(limiter);
    refuse(limiter);

    assertThat(log.lines().stream().filter(line -> line.startsWith("Refused[")).count())
        .isAtLeast(2);
  }

  @Test
  void noKeyIsLogged() {
    logger.setLevel(Level.FINE);
    String key = "user-4711";
    Limiter limiter =
        Ritmo.limiter(
            "logged", Limits.of().perKey(Limit.calls(1, 60, SECONDS)).setup(Duration.ZERO));
    for (int round = 0; round < 2; round++) {
      limiter.call().key(key).acquire();
      Trial.refusalOf(trial.enter("refused", limiter.call().key(key).maxWait(Duration.ZERO)));
      CompletableFuture<Permit> unused =
          trial.enter("waiting", limiter.call().key(key).waitForever());
      assertThat(log.lines()).isNotEmpty();
      trial.advance(Duration.ofMinutes(3));
    }

    assertThat(log.lines().size()).isAtLeast(5);
    assertThat(String.join("\n", log.lines())).doesNotContain(key);
  }

  private List<String> admitInSpiteOf(Filter filter, Runnable inTheEnd) {
    logger.setFilter(filter);
    try {
      Limiter limiter = limiter(Limit.calls(1, 60, SECONDS));
      limiter.call().acquire();
      refuse(limiter);
      enter(limiter);
      trial.advance(Duration.ofMinutes(2));

      assertThat(trial.admitted()).containsExactly("waiting");
      inTheEnd.run();
      return log.lines();
    } finally {
      logger.setFilter(null);
    }
  }

  @Test
  void aLogThatFailsHarmsNoCall() {
    List<String> lines =
        admitInSpiteOf(
            line -> {
              throw new IllegalStateException("log");
            },
            () -> {});

    assertThat(lines).isEmpty();
  }

  @Test
  void aLogThatBlocksHarmsNoCall() {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    List<String> lines =
        admitInSpiteOf(
            line -> {
              try {
                mayGoOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return true;
            },
            mayGoOn::countDown);

    assertThat(lines).hasSize(2); // a refusal and a long wait
  }
}
