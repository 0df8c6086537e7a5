package dev.ritmo.samples.quickstart;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final Progress.State HALF =
      new Progress.State("both", 25, 50, 10, 10, 0, Duration.ofMillis(4100));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void theLineShowsBarWindowRejectionsAndTimeLeft() {
    assertThat(HALF.line())
        .isEqualTo(
            "both           [######.......] 25/50  window 10/10  rejected 0         5 s left");
  }

  @Test
  void theBarDoesNotChangeItsLengthWithTheNumbers() {
    Progress.State early = new Progress.State("both", 0, 50, 9, 10, 0, Duration.ofMillis(10_001));
    Progress.State later = new Progress.State("both", 9, 50, 12, 10, 345, Duration.ofMinutes(3));

    assertThat(early.line().indexOf(']')).isEqualTo(HALF.line().indexOf(']'));
    assertThat(later.line().indexOf(']')).isEqualTo(HALF.line().indexOf(']'));
  }

  @Test
  void theLineFitsATerminal() {
    Progress.State large =
        new Progress.State("back-off only", 999, 1000, 100, 100, 9999, Duration.ofMinutes(10));

    Progress.State huge =
        new Progress.State("back-off only", 1, 1_000_000, 7, 1_000_000, 99, Duration.ofDays(9));

    assertThat(HALF.line()).hasLength(79);
    assertThat(large.line()).hasLength(79);
    assertThat(large.line()).endsWith(" 10:00 min left");
    assertThat(huge.line()).hasLength(79);
  }

  @Test
  void aTerminalsLineIsRedrawnInPlaceAndEndsOnce() {
    Progress progress = new Progress(out, true, Duration.ZERO);

    progress.show(HALF);
    progress.end(HALF);

    String drawn = "\r" + HALF.line() + "\u001b[K";
    assertThat(bytes.toString(UTF_8)).isEqualTo(drawn + drawn + System.lineSeparator());
  }

  @Test
  void elsewhereTheLineIsPrintedPlainlyAndNotAllTheTime() {
    Progress rare = new Progress(out, false, Duration.ofDays(1));
    Progress always = new Progress(out, false, Duration.ZERO);
    String line = HALF.line() + System.lineSeparator();

    rare.show(HALF);
    assertThat(bytes.toString(UTF_8)).isEmpty();
    always.show(HALF);
    assertThat(bytes.toString(UTF_8)).isEqualTo(line);
    rare.end(HALF);
    assertThat(bytes.toString(UTF_8)).isEqualTo(line + line);
  }
}
