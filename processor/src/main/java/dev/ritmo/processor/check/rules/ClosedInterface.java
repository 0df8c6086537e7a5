package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.model.Decorator;

/** Reports that the decorator of an interface cannot be generated. */
final class ClosedInterface {

  private ClosedInterface() {}

  /** Reports it at the interface, with the obstacle. */
  static void report(Decorator decorator, String obstacle, Findings findings) {
    findings.add(
        Diagnostic.INTERFACE_CLOSED, decorator.of().position(), decorator.of().name(), obstacle);
  }
}
