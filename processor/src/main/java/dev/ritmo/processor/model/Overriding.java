package dev.ritmo.processor.model;

import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A method that overrides, or implements, a governed one.
 *
 * @param method the method
 * @param name with its type: {@code com.acme.Fast.ask(String)}
 * @param governed the governed method that it is itself, if any
 * @param overridden the governed method
 * @param overriddenName with its type
 * @param callsSuper whether its body calls the other one through {@code super}; empty if the
 *     compiler does not expose bodies
 */
public record Overriding(
    ExecutableElement method,
    String name,
    @Nullable GovernedMethod governed,
    GovernedMethod overridden,
    String overriddenName,
    Optional<Boolean> callsSuper) {

  /** Whether there is no body to call through {@code super}. */
  public boolean implementsOnly() {
    return overridden.element().getModifiers().contains(Modifier.ABSTRACT);
  }
}
