package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What providers really answer, as their clients throw it, and what that says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FailureTable {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final Map<String, String> NONE = Map.of();

  /** One failure: what it is, and the signal expected of it. */
  record Row(
      String what,
      Throwable failure,
      Kind kind,
      @Nullable Reason reason,
      @Nullable Dimension meant,
      @Nullable String delay) {

    static Row row(String what, Throwable failure, Kind kind) {
      return new Row(what, failure, kind, null, null, null);
    }

    static Row row(String what, Throwable failure, Kind kind, @Nullable Dimension meant) {
      return new Row(what, failure, kind, null, meant, null);
    }

    static Row row(
        String what, Throwable failure, Kind kind, @Nullable Dimension meant, String delay) {
      return new Row(what, failure, kind, null, meant, delay);
    }

    static Row row(String what, Throwable failure, Kind kind, Reason reason) {
      return new Row(what, failure, kind, reason, null, null);
    }

    static Row row(
        String what,
        Throwable failure,
        Kind kind,
        Reason reason,
        @Nullable Dimension meant,
        @Nullable String delay) {
      return new Row(what, failure, kind, reason, meant, delay);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** The failures of one provider. */
  abstract Stream<Row> rows();

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aFailureSaysWhatItsProviderMeans(Row row) {
    assertSays(row, row.failure());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aFutureHandsOnTheSameSignal(Row row) {
    assertSays(row, new CompletionException(row.failure()));
  }

  /** Where a row names no reason, any will do. */
  private static void assertSays(Row row, Throwable failure) {
    Signal said = Signals.of(failure, NOW);
    Reason reason = row.reason() == null ? said.reason() : row.reason();
    long delay = row.delay() == null ? Signal.NONE : Duration.parse(row.delay()).toNanos();
    assertThat(said).isEqualTo(new Signal(row.kind(), reason, row.meant(), delay));
  }

  /** OpenAI's error body. */
  static String openAiBody(String type, @Nullable String code, String message) {
    String quoted = code == null ? "null" : "\"" + code + "\"";
    return """
        {
          "error": {
            "message": "%s",
            "type": "%s",
            "param": null,
            "code": %s
          }
        }
        """
        .formatted(message, type, quoted);
  }
}
