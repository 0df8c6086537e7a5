package dev.ritmo.console;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set outside the code, and for which limiter. */
final class OutsideSettingsTest {

  private static OutsideSettings properties(Map<String, String> values) {
    return OutsideSettings.of(values, Map.of(), Map.of());
  }

  @Test
  void placesAreInTheOrderInWhichTheyWin() {
    OutsideSettings settings =
        OutsideSettings.of(
            Map.of("ritmo.limiter.chat.calls", "5"),
            Map.of("RITMO_LIMITER_CHAT_CALLS", "6"),
            Map.of("ritmo.limiter.chat.max-wait", "FOREVER"));

    assertThat(settings.of("chat"))
        .containsExactly(
            "system property ritmo.limiter.chat.calls = 5",
            "environment variable RITMO_LIMITER_CHAT_CALLS = 6",
            "ritmo.properties ritmo.limiter.chat.max-wait = FOREVER")
        .inOrder();
  }

  @Test
  void aLongerNameIsAnotherLimiter() {
    OutsideSettings settings =
        properties(
            Map.of("ritmo.limiter.chat.eu.calls.2", "5", "ritmo.limiter.chat.perKey.calls", "7"));

    assertThat(settings.of("chat"))
        .containsExactly("system property ritmo.limiter.chat.perKey.calls = 7");
    assertThat(settings.of("chat.eu"))
        .containsExactly("system property ritmo.limiter.chat.eu.calls.2 = 5");
  }

  @Test
  void whatBelongsToNoLimiterIsFound() {
    OutsideSettings settings =
        properties(
            Map.of(
                "ritmo.limiter.caht.calls", "5",
                "ritmo.limiter.chat.cals", "5",
                "ritmo.limiter.chat.calls", "5",
                "ritmo.retry.chat.maxAttempts", "5",
                "other", "5"));

    assertThat(settings.ofNone(List.of("chat")))
        .containsExactly(
            "system property ritmo.limiter.caht.calls = 5",
            "system property ritmo.limiter.chat.cals = 5");
  }

  @Test
  void noTextIsShownThatMayBeASecret() {
    OutsideSettings settings =
        properties(
            Map.of(
                "ritmo.limiter.chat.calls", "sk-proj-0123456789",
                "ritmo.limiter.chat.unit", "AKIAIOSFODNN7EXAMPLE",
                "ritmo.limiter.chat.tokens", " 90000 "));

    assertThat(settings.of("chat"))
        .containsExactly(
            "system property ritmo.limiter.chat.calls = (not shown)",
            "system property ritmo.limiter.chat.tokens = 90000",
            "system property ritmo.limiter.chat.unit = (not shown)");
  }
}
