package dev.ritmo.processor.model;

import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A call, or a method reference, in the body of a governed method.
 *
 * @param caller the method whose body contains it
 * @param callee the called method
 * @param calleeName with its type: {@code com.acme.Client.chat(String)}
 * @param governed the governed method of the callee, if it is one
 * @param ofOverridden whether it calls the overridden method of the caller, through {@code super}
 * @param position its position in the source
 */
public record Invocation(
    GovernedMethod caller,
    ExecutableElement callee,
    String calleeName,
    @Nullable GovernedMethod governed,
    boolean ofOverridden,
    Position position) {}
