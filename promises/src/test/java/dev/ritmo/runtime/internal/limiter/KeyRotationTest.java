package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order keys are served, and which is timed. */
final class KeyRotationTest {

  private static final Waiter HEAD =
      new LimiterCore("limiter", Limits.of(), new Timeline(new StandingTime()))
          .waiter(Terms.oneCall(0), new Attempt(0, 0, 0, false, Admission.NO_CALL), waiter -> {});

  private final KeyRotation rotation = new KeyRotation();
  private final List<String> looked = new ArrayList<>();

  private final class Key extends KeyRotation.Turn {

    private final String name;
    private final boolean leaves;

    Key(String name, long number, boolean leaves) {
      super(number);
      this.name = name;
      this.leaves = leaves;
    }

    @Override
    void lookAgain(long now) {
      looked.add(name);
      if (leaves) {
        rotation.leave(this);
      }
    }
  }

  private Key key(String name, long number) {
    return new Key(name, number, false);
  }

  @Test
  void keysThatWereNeverServedGoInTheOrderOfTheirNumbers() {
    Key second = key("second", 2);
    Key first = key("first", 1);
    rotation.enter(second, HEAD);
    rotation.enter(first, HEAD);

    assertThat(rotation.isFirst(first)).isTrue();
    assertThat(rotation.isFirst(second)).isFalse();
  }

  @Test
  void theKeyThatWasServedLongestAgoGoesFirst() {
    Key first = key("first", 1);
    Key second = key("second", 2);
    rotation.enter(first, HEAD);
    rotation.enter(second, HEAD);

    rotation.served(10, first);
    rotation.enter(first, HEAD);
    assertThat(rotation.isFirst(second)).isTrue();

    rotation.served(20, second);
    rotation.enter(second, HEAD);
    assertThat(rotation.isFirst(first)).isTrue();
  }

  @Test
  void onlyAnotherFirstKeyLooksAgain() {
    rotation.enter(key("second", 2), HEAD);
    rotation.retime(0, false);
    rotation.retime(1, false);
    rotation.enter(key("first", 1), HEAD);
    rotation.retime(2, false);

    assertThat(looked).containsExactly("second", "first").inOrder();
  }

  @Test
  void theFirstKeyLooksAgainWhenLimitsHaveChanged() {
    rotation.enter(key("only", 1), HEAD);
    rotation.retime(0, false);
    rotation.retime(1, true);

    assertThat(looked).containsExactly("only", "only").inOrder();
  }

  @Test
  void whereTheFirstKeyLeavesTheNextLooks() {
    rotation.enter(new Key("gone", 1, true), HEAD);
    rotation.enter(key("next", 2), HEAD);
    rotation.retime(0, false);

    assertThat(looked).containsExactly("gone", "next").inOrder();
  }

  @Test
  void aKeyThatHasLeftIsNotTimed() {
    Key only = key("only", 1);
    rotation.enter(only, HEAD);
    rotation.leave(only);
    rotation.retime(0, true);

    assertThat(looked).isEmpty();
    assertThat(rotation.isEmpty()).isTrue();
  }
}
