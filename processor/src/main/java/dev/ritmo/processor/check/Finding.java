package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;

/** Something wrong, where it is, and how it is said. */
record Finding(Diagnostic diagnostic, Position position, String message) {}
