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
 * @param type its types as a member of the interface, which may have filled in type variables
 * @param thrown what it may throw: less than that if it stands for several
 * @param governed what governs it, with the signature that it has in the decorator; null if it is
 *     only passed on
 * @param rival what governs it in another way, from another interface; null as it should be
 */
public record DecoratedMethod(
    ExecutableElement element,
    ExecutableType type,
    List<? extends TypeMirror> thrown,
    @Nullable GovernedMethod governed,
    @Nullable GovernedMethod rival) {}
