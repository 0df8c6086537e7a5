package dev.ritmo.processor.model;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/**
 * A {@code @Prompt} and its place.
 *
 * @param method the method or constructor
 * @param parameter the parameter that carries it
 * @param mirror the annotation
 */
public record Prompt(ExecutableElement method, VariableElement parameter, AnnotationMirror mirror) {

  /** The annotation. */
  public Position position() {
    return Position.of(parameter, mirror, null);
  }
}
