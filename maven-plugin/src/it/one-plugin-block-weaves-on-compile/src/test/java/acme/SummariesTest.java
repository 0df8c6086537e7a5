package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ritmo.RateLimited;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SummariesTest {

  private final Summaries summaries = new Summaries();

  @Test
  void everythingIsGoverned() {
    Ritmo.verify();
  }

  @Test
  void privateMethodsFromTheSameClassAndFromLambdas() {
    assertEquals(List.of("a", "b", "c"), summaries.all(List.of("a1", "b1", "c1")));
    assertEquals("a", summaries.first(List.of("a1")));

    assertEquals(4, admitted("private"));
  }

  @Test
  void staticMethods() {
    assertEquals("text", Summaries.shared("text", 1, 2));

    assertEquals(1, admitted("static"));
  }

  @Test
  void futures() {
    assertEquals("text", summaries.later("text").join());

    assertEquals(1, admitted("future"));
  }

  @Test
  void methodsOfRecords() {
    assertEquals("text", new Summaries.Prompt("text").ask(1L));

    assertEquals(1, admitted("record method"));
  }

  @Test
  void recordsAsAWholeWithoutTheirAccessors() {
    Summaries.Question question = new Summaries.Question("text", 1);
    assertEquals("text", question.text());
    assertEquals(1, question.weight());
    assertEquals(question, new Summaries.Question("text", 1));
    assertEquals("text1", question.ask());

    assertEquals(1, admitted("whole record"));
  }

  @Test
  void everyReturnType() {
    Summaries.Primitives primitives = new Summaries.Primitives();
    primitives.none();
    assertEquals(true, primitives.truth());
    assertEquals(1, primitives.small());
    assertEquals(2, primitives.shorter());
    assertEquals('c', primitives.letter());
    assertEquals(4, primitives.number());
    assertEquals(5L, primitives.larger());
    assertEquals(0.5f, primitives.half());
    assertEquals(0.25, primitives.quarter());
    assertEquals(6, primitives.array()[0]);
    assertEquals("not governed", primitives.toString());
    primitives.alsoNotGoverned();

    assertEquals(10, admitted("default names"));
  }

  @Test
  void failuresAreTriedAgain() throws Exception {
    assertEquals("done", summaries.flaky());

    assertEquals(2, admitted("retried"));
  }

  @Test
  void theLimitHolds() {
    assertEquals("text", summaries.once("text"));

    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, () -> summaries.once("text"));

    assertEquals("acme.Summaries.once(String)", refusal.limiterName());
    assertEquals(1, admitted("acme.Summaries.once(String)"));
  }

  @Test
  void allLimitsOfARepeatedAnnotationHold() {
    long start = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      assertEquals("text", summaries.bothLimits("text"));
    }
    long elapsed = System.nanoTime() - start;

    assertTrue(elapsed >= TimeUnit.MILLISECONDS.toNanos(200), "the third waits: " + elapsed);
    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, () -> summaries.bothLimits("text"));
    assertEquals("several", refusal.limiterName());
    assertEquals("3 calls per 1 d", refusal.limit().orElseThrow().toString());
  }

  @Test
  void aRepeatedAnnotationOfATypeGovernsItsMethods() {
    Summaries.Several several = new Summaries.Several();
    assertEquals(1, several.first());
    assertEquals("second", several.second().join());

    RateLimitExceededException refusal =
        assertThrows(RateLimitExceededException.class, several::first);
    assertEquals("acme.Summaries.Several", refusal.limiterName());
    assertEquals("2 calls per 1 d", refusal.limit().orElseThrow().toString());
  }

  @Test
  void aSlotIsTakenWhileTheBodyRuns() {
    CompletionException failure =
        assertThrows(
            CompletionException.class,
            () ->
                summaries.alone(
                    () -> CompletableFuture.runAsync(() -> summaries.alone(() -> {})).join()));
    assertEquals(RateLimitExceededException.class, failure.getCause().getClass());

    assertEquals("alone", summaries.alone(() -> summaries.alone(() -> {})), "they share it");
    assertEquals(0, Ritmo.limiter("slots").snapshot().states().get(0).used());
  }

  @Test
  void aSlotIsTakenUntilTheFutureIsDone() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> first = summaries.aloneLater(answer);
    assertTrue(summaries.aloneLater(answer).isCompletedExceptionally());

    answer.complete("answer");

    assertEquals("answer", first.join());
    assertEquals("answer", summaries.aloneLater(answer).join());
  }

  @Test
  void aBurstIsWhatGoesAtOnce() {
    assertEquals("text", summaries.oneAfterTheOther("text"));

    assertThrows(RateLimitExceededException.class, () -> summaries.oneAfterTheOther("text"));
  }

  @Test
  void testClassesAreWovenToo() {
    ofTheTest();

    assertThrows(RateLimitExceededException.class, this::ofTheTest);
  }

  @RateLimited(calls = 1, maxWait = 0)
  private void ofTheTest() {}

  private static long admitted(String limiter) {
    return Ritmo.limiter(limiter).snapshot().admitted();
  }
}
