package dev.ritmo.processor.model;

import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A call, or a method reference, in the body of a governed method.
 *
 * @param caller whose body it is
 * @param callee what is called
 * @param calleeName with its type: {@code com.acme.Client.chat(String)}
 * @param governed what governs the callee, if anything does
 * @param ofOverridden whether it calls what the caller overrides, through {@code super}
 * @param position where it is written
 */
public record Invocation(
    GovernedMethod caller,
    ExecutableElement callee,
    String calleeName,
    @Nullable GovernedMethod governed,
    boolean ofOverridden,
    Position position) {}
