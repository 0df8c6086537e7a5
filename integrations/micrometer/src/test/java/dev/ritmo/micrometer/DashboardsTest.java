package dev.ritmo.micrometer;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toCollection;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Permit;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.testkit.VirtualClock;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard, the alert rules and the guide name what there is. */
final class DashboardsTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern METER = Pattern.compile("\\britmo_\\w+");
  private static final Pattern LABELS =
      Pattern.compile(
          "(?:by|without) \\(([^)]*)\\)|(\\w+) ?(?:=~|!=|=)\\\\?\"|\\$labels\\.(\\w+)|\\{\\{(\\w+)}}");

  private final VirtualClock clock = new VirtualClock();
  private final Scraped prometheus = new Scraped(clock);

  @AfterEach
  void close() {
    prometheus.close();
    Ritmo.reset();
  }

  /** The series of a limiter to which everything has happened. */
  private List<String> series() {
    Ritmo.reset(clock);
    Limiter limiter =
        Ritmo.limiter(
            "openai",
            Limits.of(Limit.calls(1, 60, SECONDS), Limit.tokens(1000, 60, SECONDS))
                .setup(Duration.ZERO));
    try (Permit permit = limiter.call().tokens(10).acquire()) {
      permit.used(1, 1);
    }
    try {
      limiter.call().maxWait(Duration.ZERO).acquire();
      throw new AssertionError("not refused");
    } catch (RateLimitExceededException expected) {
      CompletableFuture<Object> unused =
          limiter
              .call()
              .waitForever()
              .retry(RetrySettings.DEFAULT)
              .runAsync(() -> CompletableFuture.failedFuture(new ConnectException()));
    }
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(60));
    }
    return prometheus.read();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ritmo.json", "ritmo-rules.yaml", "ritmo-rules-test.yaml"})
  void everyNameIsThatOfAMeter(String file) throws IOException {
    List<String> series = series();
    Set<String> meters = names(series.stream().map(line -> line.replaceFirst("[{ ].*", "")));
    Set<String> labels = labels(String.join("\n", series));
    labels.add("severity");
    labels.add("limiter");
    labels.add("le");

    String text = Files.readString(DOCS.resolve("dashboards").resolve(file));

    Set<String> used = new TreeSet<>();
    METER.matcher(text).results().forEach(found -> used.add(found.group()));
    assertThat(used).isNotEmpty();
    assertWithMessage("meters").that(meters).containsAtLeastElementsIn(used);
    Set<String> usedLabels = labels(text);
    assertThat(usedLabels).contains("limiter");
    assertWithMessage("labels").that(labels).containsAtLeastElementsIn(usedLabels);
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(toCollection(TreeSet::new));
  }

  private static Set<String> labels(String text) {
    Set<String> labels = new TreeSet<>();
    LABELS
        .matcher(text)
        .results()
        .forEach(
            found -> {
              for (int group = 1; group <= found.groupCount(); group++) {
                if (found.group(group) != null) {
                  labels.addAll(List.of(found.group(group).split(", ?")));
                }
              }
            });
    return labels;
  }

  @Test
  void theDashboardShowsEveryMeter() throws IOException {
    String dashboard = Files.readString(DOCS.resolve("dashboards/ritmo.json"));

    for (RitmoMeter meter : RitmoMeter.values()) {
      if (meter != RitmoMeter.LIMITERS) {
        assertThat(dashboard).contains(meter.id().replace('.', '_'));
      }
    }
  }

  @Test
  void theGuideListsEveryMeterWithItsTags() throws IOException {
    String guide = Files.readString(DOCS.resolve("guide/operate.md"));

    for (RitmoMeter meter : RitmoMeter.values()) {
      String tags = meter.tags().isEmpty() ? " " : " `" + String.join("`, `", meter.tags()) + "` ";
      assertThat(guide).contains("| `" + meter.id() + "` |" + tags + "|");
    }
  }

  @Test
  void theGuideSaysWhatEachAlertMeans() throws IOException {
    String guide = Files.readString(DOCS.resolve("guide/operate.md"));
    List<String> alerts =
        Files.readAllLines(DOCS.resolve("dashboards/ritmo-rules.yaml")).stream()
            .filter(line -> line.contains("- alert: "))
            .map(line -> line.replace("- alert: ", "").strip())
            .toList();

    assertThat(alerts).hasSize(6);
    for (String alert : alerts) {
      assertThat(guide).contains("### " + alert + "\n");
      assertThat(Files.readString(DOCS.resolve("dashboards/ritmo-rules-test.yaml")))
          .contains("alertname: " + alert + "\n");
    }
  }
}
