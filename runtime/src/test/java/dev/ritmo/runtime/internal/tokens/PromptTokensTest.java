package dev.ritmo.runtime.internal.tokens;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.spi.PromptReader;
import dev.ritmo.runtime.spi.TokenEstimator;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a prompt; here, a token is a character. */
final class PromptTokensTest {

  private record Message(String role, Object content) {}

  private static final PromptReader MESSAGES =
      prompt -> prompt instanceof Message message ? message.content() : null;

  private final PromptTokens tokens = of(CharSequence::length);

  private static PromptTokens of(TokenEstimator estimator) {
    return new PromptTokens(new TokenServices(estimator, List.of(MESSAGES), List.of()));
  }

  @Test
  void textIsReadWhereverItIs() {
    assertThat(tokens.of("four")).isEqualTo(4);
    assertThat(tokens.of(CharBuffer.wrap("four"))).isEqualTo(4);
    assertThat(tokens.of(new String[] {"one", null, "three"})).isEqualTo(8);
    assertThat(tokens.of(Arrays.asList("one", null, Set.of("three")))).isEqualTo(8);
    assertThat(tokens.of(Optional.of("one"))).isEqualTo(3);
    assertThat(tokens.of(Optional.empty())).isEqualTo(0);
    assertThat(tokens.of(null)).isEqualTo(0);
  }

  @Test
  void messagesAreReadByTheirReader() {
    Message parts = new Message("user", List.of("one", new Message("part", "two")));

    assertThat(tokens.of(parts)).isEqualTo(6);
    assertThat(tokens.of(List.of(parts, parts))).isEqualTo(12);
  }

  @Test
  void anyOtherObjectIsReadByItsText() {
    Object silent =
        new Object() {
          @Override
          @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // some do
          public String toString() {
            return null;
          }
        };

    assertThat(tokens.of(12345)).isEqualTo(5);
    assertThat(tokens.of(silent)).isEqualTo(0);
  }

  @Test
  void aCollectionThatHoldsItselfEnds() {
    List<Object> self = new ArrayList<>(List.of("x"));
    self.add(self);

    assertThat(tokens.of(self)).isEqualTo(15);
  }

  @Test
  void sumsStayWithinBounds() {
    PromptTokens large = of(text -> Bounds.MAX_AMOUNT);

    assertThat(large.of(List.of("a", "b"))).isEqualTo(Bounds.MAX_AMOUNT);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Bounds.MAX_AMOUNT + 1})
  void anEstimateThatCannotBeIsReported(long wrong) {
    PromptTokens failing = of(text -> wrong);

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> failing.of("secret"));

    assertThat(failure).hasMessageThat().contains("but gave " + wrong + ". Fix: correct it.");
    assertThat(failure).hasMessageThat().doesNotContain("secret");
  }
}
