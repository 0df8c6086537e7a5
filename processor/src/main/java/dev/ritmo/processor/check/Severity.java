package dev.ritmo.processor.check;

import javax.tools.Diagnostic.Kind;

/** What a finding does to the build. */
enum Severity {
  /** It fails. */
  ERROR(Kind.ERROR),

  /** It goes on, unless the user wants no warnings. */
  WARNING(Kind.WARNING);

  private final Kind kind;

  Severity(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
