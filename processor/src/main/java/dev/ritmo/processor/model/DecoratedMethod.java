package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A method that a decorator implements.
 *
 * @param element the method
 * @param type its type as a member of the interface, with type variables replaced
 * @param thrown what it may throw: less than the type says if it overrides several methods
 * @param governed the governed method, with its signature in the decorator; null if calls are only
 *     delegated
 * @param rival a conflicting governed method of another interface; null if there is none, as there
 *     should be
 */
public record DecoratedMethod(
    ExecutableElement element,
    ExecutableType type,
    List<? extends TypeMirror> thrown,
    @Nullable GovernedMethod governed,
    @Nullable GovernedMethod rival) {}
