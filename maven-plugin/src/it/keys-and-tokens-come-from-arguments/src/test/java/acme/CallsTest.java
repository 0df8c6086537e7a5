package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Calls.Request;
import acme.Calls.User;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CallsTest {

  private final Calls calls = new Calls();

  @Test
  void everythingIsGoverned() {
    Ritmo.verify();
  }

  @Test
  void eachKeyHasTheLimitForItself() {
    Request ann = new Request(new User("ann"), "text");
    Request bob = new Request(new User("bob"), "text");

    assertEquals("text", calls.ask(ann));
    assertEquals("text", calls.ask(bob));
    assertRefused(() -> calls.ask(new Request(new User("ann"), "other")));
    assertEquals("", calls.ask(null));
    assertRefused(() -> calls.ask(new Request(null, "")));
    assertRefused(() -> calls.ask(new Request(new User(null), "")));
  }

  @Test
  void everyKindOfMethodHasItsKey() {
    assertEquals(4, Calls.lengthOf("text", 1L));
    assertEquals(4, Calls.lengthOf("text", 2L));
    assertRefused(() -> Calls.lengthOf("text", 1L));
    calls.tell("ann");
    assertRefused(() -> calls.tell("ann", 1, 2));
    calls.tell("bob");
    assertEquals("ann", Calls.Kind.ONE.ask("ann"));
    assertRefused(() -> Calls.Kind.ONE.ask("ann"));
    Calls.Service service = new Calls.Service() {};
    assertEquals("ann", service.ask("ann"));
    assertRefused(() -> service.ask("ann"));
    assertEquals("bob", service.ask("bob"));
  }

  @Test
  void aTypeHasOneLimitForEachKey() {
    Calls.OfType type = new Calls.OfType();
    assertEquals(1.0, type.ask("ann"));
    assertRefused(() -> type.tell("text", "ann"));
    assertEquals("text", type.tell("text", "bob"));
  }

  @Test
  void futuresHaveKeys() {
    assertEquals("ann", calls.later("ann").join());
    assertTrue(calls.later("ann").isCompletedExceptionally());
    assertEquals("bob", calls.later("bob").join());
  }

  @Test
  void aKeyThatFailsEndsTheCall() {
    Calls.Failing failing = new Calls.Failing();

    assertThrows(UnsupportedOperationException.class, () -> calls.failing(failing));
    CompletionException later =
        assertThrows(CompletionException.class, () -> calls.failingLater(failing).join());

    assertInstanceOf(UnsupportedOperationException.class, later.getCause());
    assertEquals(0, snapshot("failing").admitted());
  }

  @Test
  void limitsOfAllCallsHoldBesideThoseOfEachKey() {
    assertEquals("ann", calls.both("ann"));
    assertRefused(() -> calls.both("ann"));
    assertEquals("bob", calls.both("bob"));
    assertRefused(() -> calls.both("cid"));
  }

  @Test
  void retriesAndSlotsHaveKeys() throws Exception {
    assertEquals("ann", calls.flaky("ann"));
    assertEquals(2, snapshot("retried").admitted());
    assertTrue(
        calls.alone(
            "ann",
            () -> {
              assertTrue(isAdmittedElsewhere(() -> calls.alone("bob", () -> {})));
              assertFalse(isAdmittedElsewhere(() -> calls.alone("ann", () -> {})));
              assertTrue(calls.alone("bob", () -> {}));
            }));
    assertTrue(calls.alone("ann", () -> {}));
  }

  /** A call within another runs in its slot, so this is one of another thread. */
  private static boolean isAdmittedElsewhere(Runnable call) {
    return CompletableFuture.runAsync(call)
        .handle((unused, failure) -> failure == null)
        .join();
  }

  @Test
  void thePromptIsEstimatedFromWhatIsMarked() {
    String text = "word ".repeat(600);

    assertEquals("title", calls.summarize("title", List.of(text)));
    RateLimitExceededException refusal =
        assertThrows(
            RateLimitExceededException.class, () -> calls.summarize("title", List.of(text)));
    assertEquals(text + text, calls.summarize(text + text, List.of("short")));

    assertEquals("1000 input tokens per 1 d", refusal.limit().orElseThrow().toString());
  }

  @Test
  void whatTheResultReportsIsSettled() {
    assertEquals("text", calls.answer("text", new TokenUsage(700, 300)).text());
    assertEquals(List.of(1000L, 700L, 300L), used("settled"));

    assertEquals("text", calls.answerLater("text", new TokenUsage(1, 4)).join().text());
    assertEquals(List.of(5L), used("settled later"));
  }

  @Test
  void answersAloneCanBeLimited() {
    assertEquals(1L, calls.outputOnly());

    assertTrue(used("output").get(0) > 0, "reserved as an estimate");
  }

  private static List<Long> used(String limiter) {
    return snapshot(limiter).states().stream().map(state -> state.used()).toList();
  }

  private static LimiterSnapshot snapshot(String limiter) {
    return Ritmo.limiter(limiter).snapshot();
  }

  private static void assertRefused(Executable call) {
    assertThrows(RateLimitExceededException.class, call);
  }
}
