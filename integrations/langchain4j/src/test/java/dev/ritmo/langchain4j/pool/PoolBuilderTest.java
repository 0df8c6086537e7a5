package dev.ritmo.langchain4j.pool;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.langchain4j.RitmoModels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a pool cannot be built of. */
final class PoolBuilderTest {

  private final ScriptedModel model = new ScriptedModel("model");

  private static void assertFails(Runnable build, String message) {
    RuntimeException thrown = assertThrows(RuntimeException.class, build::run);
    assertThat(thrown).hasMessageThat().contains(message);
  }

  @Test
  void membersHaveDifferentNames() {
    assertFails(
        () -> RitmoModels.pool().member("a", model, "x").member("a", model, "y"),
        "two are called \"a\". Fix: rename one.");
  }

  @Test
  void numbersAreSensible() {
    PoolBuilder<?, ?> builder = RitmoModels.pool().member("a", model, "x");
    assertFails(() -> builder.maxWait(Duration.ofSeconds(-1)), "must not be negative");
    assertFails(() -> builder.rest(Duration.ZERO, Duration.ofSeconds(1)), "must be positive");
    assertFails(
        () -> builder.rest(Duration.ofSeconds(2), Duration.ofSeconds(1)), "not longer than");
    assertFails(() -> MemberOptions.DEFAULT.weight(Double.NaN), "must not be negative");
    assertFails(() -> MemberOptions.DEFAULT.contextWindow(0), "must be positive");
  }

  @Test
  void aPoolHasAMember() {
    assertFails(() -> RitmoModels.pool().chat().build(), "must have a member");
  }

  @Test
  void aBuilderMayBuildTwiceAndPoolsShareNoHealth() {
    PoolBuilder<?, ChatModelPool> builder = RitmoModels.pool().member("a", model, "x");

    ChatModelPool one = builder.build();
    ChatModelPool other = builder.build();

    assertThat(one.members()).hasSize(1);
    assertThat(other.members()).hasSize(1);
  }
}
