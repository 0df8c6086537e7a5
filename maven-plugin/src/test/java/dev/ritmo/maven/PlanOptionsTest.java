package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.processor.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanOptionsTest {

  private static final String PLAN =
      "accounts: {a: {tier: t, environments: {production: t}, tiers: {t: {m: [{calls: 1}]}}}}";

  @TempDir Path folder;

  @Test
  void theDigestIsThatOfTheProcessor() throws IOException {
    Path file = Files.writeString(folder.resolve("ritmo-plan.yaml"), PLAN);
    for (Optional<String> environment :
        List.of(Optional.<String>empty(), Optional.of("production"))) {
      String noted = PlanFile.read(file, environment).plan().digest();

      assertThat(noted).hasLength(16);
      assertThat(new PlanOptions(Optional.of(file), environment).digest()).isEqualTo(noted);
    }
  }

  @Test
  void withoutAFileTheDigestIsEmpty() throws IOException {
    assertThat(new PlanOptions(Optional.empty(), Optional.empty()).digest()).isEmpty();
    assertThat(new PlanOptions(Optional.of(folder.resolve("no")), Optional.empty()).digest())
        .isEmpty();
  }

  @Test
  void argumentsAreReadAsTheyAreWritten() {
    PlanOptions options = new PlanOptions(Optional.of(Path.of("/a/b.yaml")), Optional.of("x"));

    assertThat(PlanOptions.in(options.arguments())).isEqualTo(options);
    assertThat(PlanOptions.in(List.of("-Aritmo.weaving=maven", "-Aritmo.environment=")))
        .isEqualTo(new PlanOptions(Optional.empty(), Optional.empty()));
  }

  @Test
  void anEnvironmentWithoutAPlanIsNoArgument() {
    assertThat(new PlanOptions(Optional.empty(), Optional.of("x")).arguments()).isEmpty();
  }

  @Test
  void theNearestFileCounts() throws IOException {
    Path module = Files.createDirectories(folder.resolve("module"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Path root = Files.writeString(folder.resolve("ritmo-plan.yaml"), PLAN);
    Path own = Files.writeString(module.resolve("ritmo-plan.yaml"), PLAN);
    Files.createDirectories(other.resolve("ritmo-plan.yaml"));

    assertThat(PlanSearch.nearest(Stream.of(module, folder))).isEqualTo(Optional.of(own));
    assertThat(PlanSearch.nearest(Stream.of(other, folder))).isEqualTo(Optional.of(root));
    assertThat(PlanSearch.nearest(Stream.of(other))).isEqualTo(Optional.empty());
  }
}
