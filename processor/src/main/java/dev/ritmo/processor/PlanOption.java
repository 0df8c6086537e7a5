package dev.ritmo.processor;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.model.Plan;
import dev.ritmo.processor.model.Position;
import dev.ritmo.processor.plan.PlanFile;
import dev.ritmo.processor.plan.PlanProblem;
import dev.ritmo.processor.plan.PlanReading;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plan named by the compiler options, and the problems of its file. */
final class PlanOption {

  private final String file;
  private final PlanReading reading;
  private final @Nullable String whyUnread;
  private boolean isReported;

  private PlanOption(String file, PlanReading reading, @Nullable String whyUnread) {
    this.file = file;
    this.reading = reading;
    this.whyUnread = whyUnread;
  }

  static PlanOption of(Map<String, String> options) {
    Optional<String> file = Options.plan(options);
    return file.isEmpty()
        ? new PlanOption("", new PlanReading(Plan.NONE, List.of()), null)
        : read(file.get(), Options.environment(options));
  }

  private static PlanOption read(String file, Optional<String> environment) {
    try {
      return new PlanOption(file, PlanFile.read(Path.of(file), environment), null);
    } catch (NoSuchFileException | InvalidPathException e) {
      return unread(file, "does not exist");
    } catch (IOException e) {
      return unread(file, "cannot be read (" + e.getMessage() + ")");
    }
  }

  private static PlanOption unread(String file, String why) {
    String shown = file.isEmpty() ? "the empty path" : file;
    return new PlanOption(shown, new PlanReading(Plan.wrong(shown), List.of()), why);
  }

  Plan plan() {
    return reading.plan();
  }

  /** Reports the problems of the file, the first time. */
  void reportOnce(Findings findings) {
    if (isReported) {
      return;
    }
    isReported = true;
    if (whyUnread != null) {
      findings.add(Diagnostic.PLAN_FILE_MISSING, Position.NOWHERE, file, whyUnread);
    }
    for (PlanProblem problem : reading.problems()) {
      findings.add(
          Diagnostic.PLAN_FILE_INVALID,
          Position.NOWHERE,
          problem.rule(),
          file,
          problem.line(),
          problem.found(),
          problem.fix());
    }
  }
}
