package dev.ritmo.runtime.internal.context;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.ContextCarrier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What carriers carry, and what becomes of those that fail. */
final class CallerContextTest {

  private final List<String> told = new ArrayList<>();

  private ContextCarrier carrier(String name) {
    return () -> {
      told.add("capture " + name);
      return () -> {
        told.add("restore " + name);
        return () -> told.add("undo " + name);
      };
    };
  }

  private static ContextCarrier.Carried broken() {
    throw new IllegalStateException("broken");
  }

  @Test
  void whatWasCapturedIsRestoredAroundEachRunAndUndoneInReverse() {
    CallerContext context = CallerContext.captured(List.of(carrier("a"), carrier("b")));

    context.run(() -> told.add("run"));
    context.run(() -> told.add("again"));

    assertThat(told)
        .containsExactly(
            "capture a",
            "capture b",
            "restore a",
            "restore b",
            "run",
            "undo b",
            "undo a",
            "restore a",
            "restore b",
            "again",
            "undo b",
            "undo a")
        .inOrder();
  }

  @Test
  void itIsUndoneWhateverIsThrown() {
    CallerContext context = CallerContext.captured(List.of(carrier("a")));

    assertThrows(
        IllegalArgumentException.class,
        () ->
            context.run(
                () -> {
                  throw new IllegalArgumentException();
                }));

    assertThat(told).containsExactly("capture a", "restore a", "undo a").inOrder();
  }

  @Test
  void carriersThatFailChangeNothingForTheOthersAndTheCall() {
    ContextCarrier onCapture = CallerContextTest::broken;
    ContextCarrier onRestore = () -> CallerContextTest::brokenRestore;
    ContextCarrier onUndo = () -> () -> CallerContextTest::broken;
    CallerContext context =
        CallerContext.captured(List.of(onCapture, onRestore, onUndo, carrier("a")));

    context.run(() -> told.add("run"));

    assertThat(told).containsExactly("capture a", "restore a", "run", "undo a").inOrder();
  }

  private static Runnable brokenRestore() {
    throw new IllegalStateException("broken");
  }

  @Test
  void withoutCarriersNothingIsCarried() {
    CallerContext.ofThisThread().run(() -> told.add("run"));

    assertThat(told).containsExactly("run");
    assertThat(CallerContext.ofThisThread()).isSameInstanceAs(CallerContext.ofThisThread());
  }
}
