package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which events are kept, and in which words. */
final class EventsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Limit TEN = Limit.calls(10, 60, SECONDS);

  private final Events events = new Events();

  private List<String> texts() {
    return events.latest(event -> true, 1000).stream()
        .map(event -> event.values().get("text") + " x" + event.values().get("count"))
        .toList();
  }

  private static LimiterEvent refused(Instant at, String limiter) {
    return new LimiterEvent.Refused(
        at,
        limiter,
        "Chat.ask",
        Optional.of(WaitCause.LIMIT),
        Optional.of(TEN),
        Duration.ofSeconds(51),
        Duration.ZERO);
  }

  private static LimiterEvent waited(Duration waited) {
    return new LimiterEvent.Waited(
        START, "chat", "Chat.ask", WaitCause.SLOT, Optional.empty(), waited, Map.of());
  }

  @Test
  void repeatedEventsAreOneUntilTenSecondsAfterTheFirst() {
    events.onEvent(refused(START, "chat"));
    events.onEvent(refused(START.plusMillis(1), "mail"));
    events.onEvent(refused(START.plusMillis(9_999), "chat"));
    events.onEvent(refused(START.plusMillis(10_000), "chat"));

    String text = "refused for: limit (10 calls per 60 s), could start in 51 s";
    assertThat(texts()).containsExactly(text + " x1", text + " x2", text + " x1").inOrder();
  }

  @Test
  void aFloodOfCallsLeavesTheEventsOfLimiters() {
    events.onEvent(new LimiterEvent.Paused(START, "chat", Duration.ofSeconds(20)));
    for (int i = 1; i <= 10_000; i++) {
      events.onEvent(refused(START.plusSeconds(i), "limiter-" + i));
    }

    assertThat(texts()).hasSize(Events.KEPT + 1);
    assertThat(texts()).contains("paused for 20 s x1");
  }

  @Test
  void pausesRepeatButChangesDoNot() {
    for (int i = 0; i < 3; i++) {
      events.onEvent(new LimiterEvent.Paused(START, "chat", Duration.ofSeconds(1)));
      events.onEvent(new LimiterEvent.Changed(START, "chat"));
    }

    String changed = "limits were changed by the program x1";
    assertThat(texts()).containsExactly("paused for 1.0 s x3", changed, changed, changed);
  }

  @Test
  void shortWaitsAreLeftOut() {
    events.onEvent(waited(Duration.ofSeconds(1)));
    events.onEvent(
        new LimiterEvent.Waiting(START, "chat", "Chat.ask", WaitCause.SLOT, Optional.empty()));

    assertThat(texts()).isEmpty();

    events.onEvent(waited(Duration.ofMillis(1500)));

    assertThat(texts()).containsExactly("waited 1.5 s for: slot x1");
  }

  @Test
  void eachKindHasWords() {
    Signal signal = Signal.of(Signal.Kind.REJECTED).withStatedDelayNanos(2_000_000_000L);
    List<LimiterEvent> all =
        List.of(
            new LimiterEvent.Abandoned(START, "a", "m", Duration.ofMillis(40), Map.of()),
            new LimiterEvent.Rejected(START, "a", "m", signal),
            new LimiterEvent.Retrying(START, "a", "m", 2, signal, Duration.ofSeconds(3)),
            new LimiterEvent.GivenUp(START, "a", "m", 5, signal, GiveUpCause.NOT_REPEATABLE),
            new LimiterEvent.BudgetEmpty(START, "a", "m"),
            new LimiterEvent.Resumed(START, "a"),
            new LimiterEvent.Lowered(START, "a", TEN, Limit.calls(5, 60, SECONDS)),
            new LimiterEvent.Restored(START, "a", TEN),
            new LimiterEvent.Changed(START, "a"),
            new LimiterEvent.ShutDown(START, "a"),
            new LimiterEvent.PermitsLost(START, "a", 3));
    all.forEach(events::onEvent);

    assertThat(texts())
        .containsExactly(
            "gave up waiting after 40 ms x1",
            "rejected by the provider: rate, come back in 2.0 s x1",
            "attempt 2 in 3.0 s, after: rate, come back in 2.0 s x1",
            "not tried again after attempt 5 (not repeatable), after: rate, come back in 2.0 s x1",
            "the retry budget is empty x1",
            "pause ended early x1",
            "lowered: keeps 5 calls per 60 s beside the declared 10 calls per 60 s, because of rejections x1",
            "back at the declared 10 calls per 60 s x1",
            "limits were changed by the program x1",
            "shut down x1",
            "3 permits were not closed within an hour x1");
  }
}
