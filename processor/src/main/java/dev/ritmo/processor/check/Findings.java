package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;
import java.util.ArrayList;
import java.util.List;

/** What the rules found; the only thing they write to. */
public final class Findings {

  private final boolean warningsAreErrors;
  private final List<Finding> found = new ArrayList<>();

  /** For rules whose warnings fail the build, or do not. */
  public Findings(boolean warningsAreErrors) {
    this.warningsAreErrors = warningsAreErrors;
  }

  /** Adds a finding, unless it is a silenced warning; the arguments fill the text. */
  public void add(Diagnostic diagnostic, Position position, Object... arguments) {
    boolean warning = diagnostic.severity() == Severity.WARNING;
    if (warning && Silenced.at(position.element(), diagnostic)) {
      return;
    }
    Severity severity = warning && !warningsAreErrors ? Severity.WARNING : Severity.ERROR;
    found.add(new Finding(severity, position, diagnostic.message(arguments)));
  }

  /** Whether the build fails. */
  public boolean hasErrors() {
    return found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  List<Finding> found() {
    return List.copyOf(found);
  }
}
