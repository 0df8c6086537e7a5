package dev.ritmo.processor.model;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ExecutableType;
import org.jspecify.annotations.Nullable;

/**
 * A method that a decorator implements.
 *
 * @param element the method
 * @param type its types as a member of the interface, which may have filled in type variables
 * @param governed what governs it, with the signature that it has in the decorator; null if it is
 *     only passed on
 */
public record DecoratedMethod(
    ExecutableElement element, ExecutableType type, @Nullable GovernedMethod governed) {}
