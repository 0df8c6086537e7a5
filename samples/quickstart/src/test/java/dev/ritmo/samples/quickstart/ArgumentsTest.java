package dev.ritmo.samples.quickstart;

import static com.google.common.truth.Truth.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentsTest {

  private final List<Scenario> started = new ArrayList<>();
  private final StringWriter err = new StringWriter();

  @Test
  void nothingMeansTheDefaults() {
    assertThat(run()).isEqualTo(7);

    assertThat(started)
        .containsExactly(new Scenario(10, Duration.ofSeconds(2), 50, 16, PolicyKind.SLIDING));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void everythingCanBeChosen() {
    run("--calls", "3", "--period", "0.25", "--requests=9", "--threads=4", "--policy=Bucket");

    assertThat(started)
        .containsExactly(new Scenario(3, Duration.ofMillis(250), 9, 4, PolicyKind.BUCKET));
  }

  @Test
  void theBatchGrowsWithTheLimit() {
    run("--calls", "20", "--period", "60");

    assertThat(started)
        .containsExactly(new Scenario(20, Duration.ofMinutes(1), 100, 16, PolicyKind.SLIDING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--calls=0",
        "--calls=-3",
        "--calls=1000001",
        "--calls=ten",
        "--calls=",
        "--calls",
        "--period=0",
        "--period=-1",
        "--period=0.0009",
        "--period=1e999999999",
        "--period=NaN",
        "--requests=0",
        "--threads=10001",
        "--policy=strict",
        "--unknown",
        "more",
      })
  void whatMakesNoSenseIsAnsweredByOneLineOfUsage(String argument) {
    assertThat(run(argument)).isEqualTo(2);

    assertThat(started).isEmpty();
    assertThat(err.toString().lines().count()).isEqualTo(1);
    assertThat(err.toString()).startsWith("Usage: quickstart [--calls=N] [--period=SECONDS]");
  }

  @Test
  void numbersThatAPolicyCannotKeepAreRefused() {
    assertThat(run("--calls=1000000", "--period=86400", "--policy=bucket")).isEqualTo(2);

    assertThat(err.toString().lines().count()).isEqualTo(1);
    assertThat(err.toString()).contains("--policy=bucket: limit times period");
  }

  @Test
  void theLineSaysWhatIsWrong() {
    run("--calls=0");

    assertThat(err.toString()).contains(" - --calls must be from 1 to 1000000, but was 0");
  }

  private int run(String... args) {
    return Arguments.run(
        scenario -> {
          started.add(scenario);
          return 7;
        },
        new PrintWriter(err, true),
        args);
  }
}
