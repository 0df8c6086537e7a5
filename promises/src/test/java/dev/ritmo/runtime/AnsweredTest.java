package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.Trial.used;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a limiter makes of the headers of answers. */
final class AnsweredTest {

  private static final Limit TEN = Limit.calls(10, 60, SECONDS);

  private final Trial trial = new Trial();
  private final Log log = new Log();

  @AfterEach
  void close() {
    log.close();
    trial.close();
  }

  private static Map<String, List<String>> headers(
      String what, Object limit, Object remaining, String reset) {
    return Map.of(
        "x-ratelimit-limit-" + what, List.of(limit.toString()),
        "x-ratelimit-remaining-" + what, List.of(remaining.toString()),
        "x-ratelimit-reset-" + what, List.of(reset));
  }

  /** How many more are admitted now; takes them. */
  private static int room(Limiter limiter) {
    for (int i = 0; ; i++) {
      try {
        limiter.call().maxWait(Duration.ZERO).acquire();
      } catch (RateLimitExceededException refusal) {
        return i;
      }
    }
  }

  @Test
  void whatOthersUseOfTheDeclaredLimitCounts() {
    Limiter limiter = Ritmo.limiter("api", TEN);

    limiter.call().acquire().answered(headers("requests", 10, 3, "50s"));

    assertThat(used(limiter, 0)).isEqualTo(7);
  }

  @Test
  void whatOthersUseCountsUntilTheResetAndNoLonger() {
    Limiter limiter = Ritmo.limiter("api", TEN);

    limiter.call().acquire().answered(headers("requests", 10, 0, "5s"));

    assertThat(room(limiter)).isEqualTo(0);
    trial.advance(Duration.ofMillis(5_300));
    assertThat(room(limiter)).isEqualTo(9); // one of ours still counts
    trial.advance(Duration.ofSeconds(57));
    assertThat(room(limiter)).isEqualTo(1);
  }

  @Test
  void tokensOfOthersCountUntilTheResetAndNoLonger() {
    Limiter limiter = Ritmo.limiter("api", Limit.tokens(10_000, 60, SECONDS));
    limiter.call().tokens(1_000).acquire().answered(headers("tokens", 10_000, 1_000, "5s"));

    assertThat(used(limiter, 0)).isEqualTo(9_000);
    trial.advance(Duration.ofMillis(5_300));
    assertThat(used(limiter, 0)).isEqualTo(1_000);
  }

  @Test
  void aFullReportTakesNoneOfOurOwnOut() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit first = limiter.call().acquire();
    trial.advance(Duration.ofSeconds(3));
    assertThat(room(limiter)).isEqualTo(9);

    first.answered(headers("requests", 10, 0, "5s"));

    trial.advance(Duration.ofSeconds(6));
    assertThat(used(limiter, 0)).isEqualTo(10);
    assertThat(room(limiter)).isEqualTo(0);
  }

  @Test
  void requestsThatOvertakeAnotherAreNotTakenForThoseOfOthers() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit overtaken = limiter.call().acquire();
    for (int i = 0; i < 5; i++) {
      trial.advance(Duration.ofMillis(20));
      limiter.call().acquire();
    }

    overtaken.answered(headers("requests", 10, 4, "60s")); // it has arrived last

    assertThat(used(limiter, 0)).isEqualTo(6);
  }

  @Test
  void anAnswerThatComesAfterItsRequestHasStoppedCountingShowsNoOthers() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      permits.add(limiter.call().acquire());
    }
    trial.advance(Duration.ofSeconds(62));
    permits.add(limiter.call().acquire());

    for (int i = 0; i < 10; i++) {
      permits.get(i).answered(headers("requests", 10, 9 - i, "60s"));
    }

    assertThat(used(limiter, 0)).isEqualTo(1);
    assertThat(room(limiter)).isEqualTo(9);
  }

  @Test
  void whatTwoAnswersShowOfOthersCountsOnce() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit one = limiter.call().acquire();
    Permit two = limiter.call().acquire();
    trial.advance(Duration.ofSeconds(5));
    one.answered(headers("requests", 10, 6, "55s")); // two of ours, two of others
    assertThat(used(limiter, 0)).isEqualTo(4);
    trial.advance(Duration.ofSeconds(1));

    two.answered(headers("requests", 10, 5, "54s")); // one more of others

    assertThat(used(limiter, 0)).isEqualTo(5);
  }

  @Test
  void aFullWindowThatRollsOnShowsNoOthers() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    for (int round = 0; round < 5; round++) {
      List<Permit> permits = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        permits.add(limiter.call().maxWait(Duration.ZERO).acquire());
      }
      trial.advance(Duration.ofSeconds(59)); // so long does each answer take
      for (int i = 0; i < 10; i++) {
        permits.get(i).answered(headers("requests", 10, 9 - i, "60s"));
      }
      trial.advance(Duration.ofSeconds(2));
    }

    assertThat(used(limiter, 0)).isEqualTo(0);
  }

  @Test
  void aDailyLimitOfTheSameAmountIsNotTakenForTheDeclaredOne() {
    Limiter limiter = Ritmo.limiter("api", TEN);

    limiter.call().acquire().answered(headers("requests-day", 10, 2, "30s"));

    assertThat(used(limiter, 0)).isEqualTo(1);
    assertThat(room(limiter)).isEqualTo(2);
    trial.advance(Duration.ofSeconds(31)); // when the day is over
    assertThat(room(limiter)).isEqualTo(7);
  }

  @Test
  void theWindowMeantIsFoundByAmountAndPeriod() {
    Limiter limiter = Ritmo.limiter("api", TEN, Limit.calls(14_400, 1, DAYS));

    limiter.call().acquire().answered(headers("requests", 14_400, 14_000, "40m")); // as Groq does

    assertThat(used(limiter, 0)).isEqualTo(1);
    assertThat(used(limiter, 1)).isEqualTo(400);
  }

  @Test
  void aLimitThatIsNotDeclaredAtAllIsIgnored() {
    Limiter limiter = Ritmo.limiter("api", TEN);

    limiter.call().acquire().answered(headers("tokens", 1000, 0, "60s"));

    assertThat(room(limiter)).isEqualTo(9);
  }

  @Test
  void anAnswerThatComesLaterThanThatOfALaterRequestChangesNothing() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit early = limiter.call().acquire();
    trial.advance(Duration.ofMillis(1));
    limiter.call().acquire().answered(headers("requests", 10, 8, "60s"));

    early.answered(headers("requests", 10, 0, "60s"));

    assertThat(room(limiter)).isEqualTo(8);
  }

  @Test
  void implausibleHeadersAreNotLoggedForEachAnswer() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit permit = limiter.call().acquire();

    for (int i = 0; i < 100; i++) {
      permit.answered(headers("requests", 0, -1, "60s"));
    }

    assertThat(log.lines()).isEmpty();
    assertThat(room(limiter)).isEqualTo(9);
  }

  @Test
  void aClosedPermitHearsNothing() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit permit = limiter.call().acquire();
    permit.close();

    permit.answered(headers("requests", 10, 0, "60s"));

    assertThat(room(limiter)).isEqualTo(9);
  }

  @Test
  void withoutAPermitTheTimeSinceTheRequestTellsWhatTheAnswerKnowsOf() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    limiter.call().acquire();
    trial.advance(Duration.ofSeconds(2));
    limiter.call().acquire();
    limiter.call().acquire(); // after the request whose answer this is

    limiter.answered(headers("requests", 10, 9, "58s"), Duration.ofSeconds(1));

    assertThat(room(limiter)).isEqualTo(7);
    limiter.answered(headers("requests", 10, 0, "58s"), Duration.ofSeconds(2)); // out of date
    trial.advance(Duration.ofSeconds(61));
    assertThat(room(limiter)).isEqualTo(10);
  }

  @Test
  void withoutAPermitTheAccountOfAllKeysHearsIt() {
    Limiter limiter = Ritmo.limiter("both", Limits.of(TEN).perKey(Limit.calls(5, 60, SECONDS)));
    limiter.call().key("one").acquire();

    limiter.answered(headers("requests", 10, 2, "60s"), Duration.ZERO);

    assertThat(used(limiter, 0)).isEqualTo(8);
  }

  @Test
  void withoutAPermitNoAccountOfAKeyIsMeant() {
    Limiter limiter = Ritmo.limiter("accounts", Limits.of().perKey(TEN).accountPerKey());
    limiter.call().key("one").acquire();

    limiter.answered(headers("requests", 10, 0, "60s"), Duration.ZERO);

    limiter.call().key("one").maxWait(Duration.ZERO).acquire();
    limiter.call().key("two").maxWait(Duration.ZERO).acquire();
  }

  @Test
  void anotherPermitTakesAsMuchAndRunsInTheSameSlot() {
    Limiter limiter =
        Ritmo.limiter("slots", TEN, Limit.tokens(100, 60, SECONDS), Limit.concurrent(1));
    LimitedCall call = limiter.call().tokens(40).maxWait(Duration.ZERO);
    try (Permit permit = call.acquire();
        Permit another = permit.another()) {
      assertThat(used(limiter, 0)).isEqualTo(2);
      assertThat(used(limiter, 1)).isEqualTo(80);
      assertThat(used(limiter, 2)).isEqualTo(1);
      another.used(30, 5);
      assertThat(used(limiter, 1)).isEqualTo(75);
      assertThrows(RateLimitExceededException.class, permit::another).limit();
    }
    assertThat(used(limiter, 2)).isEqualTo(0);
  }

  @Test
  void aRepeatedRequestIsReportedAndWarnedOfOnce() {
    Limiter limiter = Ritmo.limiter("api", TEN);
    Permit permit = limiter.call().acquire();
    RuntimeException rejected = new Rejected();

    permit.repeated(rejected, "The client's retries", "switch them off");
    permit.repeated(rejected, "The client's retries", "switch them off");

    assertThat(limiter.snapshot().pausedUntil()).isNotNull();
    assertThat(log.lines())
        .containsExactly(
            "Limiter \"api\": The client's retries have sent a failed request again. Each takes a permit of its own, but they multiply with the retries of Ritmo. Fix: switch them off.");
  }

  /** What a client throws. */
  static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("unused") // read by its name
    public int statusCode() {
      return 429;
    }

    @SuppressWarnings("unused") // read by its name
    public Map<String, List<String>> headers() {
      return Map.of("Retry-After", List.of("7"));
    }
  }
}
