package dev.ritmo.processor.model;

import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;

/**
 * The value of an annotation element.
 *
 * @param value what the user wrote, or the default that the annotation declares
 * @param written where the user wrote it; null for a default
 */
public record Setting<T>(T value, @Nullable AnnotationValue written) {

  /** Whether the user wrote it. */
  public boolean isWritten() {
    return written != null;
  }
}
