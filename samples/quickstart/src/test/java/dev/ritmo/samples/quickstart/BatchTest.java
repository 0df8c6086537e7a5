package dev.ritmo.samples.quickstart;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

final class BatchTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void sendsEachRequestOnceAndCountsFailures() throws InterruptedException {
    Set<String> sent = ConcurrentHashMap.newKeySet();

    Batch batch =
        Batch.start(
            text -> {
              sent.add(text);
              if (text.contains(" 7.")) {
                throw new IllegalStateException("rejected");
              }
              return text;
            },
            100,
            8);

    assertThat(batch.await(LONG)).isTrue();
    assertThat(sent).hasSize(100);
    assertThat(batch.done()).isEqualTo(100);
    assertThat(batch.failed()).isEqualTo(1);
    assertThat(batch.time()).isEqualTo(batch.time());
  }
}
