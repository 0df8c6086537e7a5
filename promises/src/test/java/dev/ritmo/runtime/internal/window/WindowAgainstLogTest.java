package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever is reserved, settled and given back: windows count like a log that keeps everything. */
final class WindowAgainstLogTest {

  /** A limit, and events under it. */
  record Story(Limit limit, List<WindowEvent> events) {}

  @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void tokensUpTo1024AreCountedExactly(@ForAll("ofTokens") Story story) {
    WindowUnderTest window = new WindowUnderTest(story.limit());
    for (WindowEvent event : story.events()) {
      window.take(event);
      window.requireExact(event);
    }
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void callsUpTo1024AreCountedExactly(@ForAll("ofCalls") Story story) {
    WindowUnderTest window = new WindowUnderTest(story.limit());
    for (WindowEvent event : story.events()) {
      window.take(event);
      window.requireExact(event);
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void moreThan1024IsNeverTooEarlyAndLessThanAHundredthTooLate(@ForAll("ofMany") Story story) {
    WindowUnderTest window = new WindowUnderTest(story.limit());
    for (WindowEvent event : story.events()) {
      window.take(event);
      long lost = window.lateness(1);
      assertWithMessage("after %s", event).that(lost).isAtLeast(0);
      if (window.isSimple()) {
        long hundredth = story.limit().periodNanos() / 100;
        assertWithMessage("after %s", event).that(lost).isAtMost(hundredth);
      }
    }
  }

  @Provide
  Arbitrary<Story> ofTokens() {
    return stories(Dimension.TOKENS, Arbitraries.longs().between(1, 50), 60);
  }

  @Provide
  Arbitrary<Story> ofCalls() {
    return stories(Dimension.CALLS, Arbitraries.longs().between(1, 12), 60);
  }

  @Provide
  Arbitrary<Story> ofMany() {
    return stories(Dimension.TOKENS, Arbitraries.longs().between(1025, 100_000), 150);
  }

  private static Arbitrary<Story> stories(Dimension dimension, Arbitrary<Long> amounts, int most) {
    Arbitrary<Limit> limits =
        Combinators.combine(amounts, Arbitraries.of(40L, 1000L))
            .as(
                (amount, millis) ->
                    new Limit(dimension, amount, amount, millis, TimeUnit.MILLISECONDS));
    return limits.flatMap(
        limit ->
            WindowEvent.any(limit.amount(), limit.periodNanos())
                .list()
                .ofMaxSize(most)
                .map(events -> new Story(limit, events)));
  }
}
