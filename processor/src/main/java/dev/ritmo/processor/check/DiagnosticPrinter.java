package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** Turns findings into compile errors; the only one that prints. */
public final class DiagnosticPrinter {

  private final Messager messager;

  public DiagnosticPrinter(Messager messager) {
    this.messager = messager;
  }

  /** Prints each finding once, at its position. */
  public void print(Findings findings) {
    for (Finding finding : findings.found()) {
      Position at = finding.position();
      messager.printMessage(
          Kind.ERROR, finding.message(), at.element(), at.annotation(), at.value());
    }
  }
}
