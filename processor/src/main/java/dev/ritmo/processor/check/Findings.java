package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;
import java.util.ArrayList;
import java.util.List;

/** What the rules found; the only thing they write to. */
public final class Findings {

  private final List<Finding> found = new ArrayList<>();

  /** Adds a finding; the arguments fill the text of the diagnostic. */
  public void add(Diagnostic diagnostic, Position position, Object... arguments) {
    found.add(new Finding(diagnostic, position, diagnostic.message(arguments)));
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  List<Finding> found() {
    return List.copyOf(found);
  }
}
