package dev.ritmo.processor.check;

import dev.ritmo.processor.model.Position;

/** A problem, with its position and message. */
record Finding(Severity severity, Position position, String message) {}
