package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;

/** Something wrong, where it is, and how it is said. */
record Finding(Severity severity, Position position, String message) {}
