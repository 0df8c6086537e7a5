package dev.ritmo.processor.check;

import javax.tools.Diagnostic.Kind;

/** The effect of a finding on the build. */
enum Severity {
  /** The build fails. */
  ERROR(Kind.ERROR),

  /** The build continues, unless warnings are errors. */
  WARNING(Kind.WARNING);

  private final Kind kind;

  Severity(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
