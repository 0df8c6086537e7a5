package dev.ritmo.samples.tenants;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MINUTES;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TenantsTest {

  /** What a machine may be late by; a wait in the line of the noisy user would be longer. */
  private static final Duration LATENESS = Duration.ofMillis(150);

  private final Assistant assistant = new Assistant(prompt -> "An answer of five words.");

  @BeforeEach
  void forgetOtherTests() {
    Ritmo.reset();
  }

  @Test
  void everythingAnnotatedIsGoverned() {
    Ritmo.verify();
  }

  @Test
  void theQuietUserNeverWaitsForTheNoisyOne() throws InterruptedException {
    Asker noisy = new Asker(assistant, new User("noisy"), 12, Duration.ZERO);
    Asker quiet = new Asker(assistant, new User("quiet"), 8, Duration.ofMillis(250));

    ExecutorService threads = Executors.newFixedThreadPool(2);
    threads.execute(noisy);
    threads.execute(quiet);
    threads.shutdown();

    assertThat(threads.awaitTermination(1, MINUTES)).isTrue();
    assertThat(noisy.times()).hasSize(12);
    assertThat(longest(noisy)).isGreaterThan(Duration.ofMillis(700));
    assertThat(quiet.times()).hasSize(8);
    assertThat(longest(quiet)).isLessThan(LATENESS);
  }

  @Test
  void tokensAreSettledWithWhatTheModelCounts() {
    Answer answer = assistant.ask(new Question(new User("quiet"), "What now?"), "Be brief.");

    assertThat(answer.tokenUsage().output()).isEqualTo(5);
    LimiterSnapshot limiter = Ritmo.limiter("assistant").snapshot();
    assertThat(limiter.states().stream().map(state -> state.limit() + ": " + state.used()))
        .containsExactly("20 calls per 1 s: 1", "200000 tokens per 60 s: 9");
  }

  @Test
  void usersWithoutAnIdShareOneKey() {
    for (int i = 0; i < 5; i++) {
      assistant.ask(new Question(null, "Who am I?"), "Guess.");
    }

    assertThat(Ritmo.limiter("assistant").snapshot().keys()).isEqualTo(1);
  }

  private static Duration longest(Asker asker) {
    return asker.times().stream().max(Comparator.naturalOrder()).orElseThrow();
  }
}
