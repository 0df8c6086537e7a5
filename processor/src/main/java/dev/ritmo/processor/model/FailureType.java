package dev.ritmo.processor.model;

import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;

/**
 * A class named in {@code retryOn} or {@code abortOn}.
 *
 * @param element {@code retryOn} or {@code abortOn}
 * @param type the class
 * @param written its value in the annotation
 */
public record FailureType(String element, TypeElement type, AnnotationValue written) {}
