package dev.ritmo.processor.model;

import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;

/**
 * A class named in {@code retryOn} or {@code abortOn}.
 *
 * @param element in which of the two
 * @param type the class
 * @param written where it is written
 */
public record FailureType(String element, TypeElement type, AnnotationValue written) {}
