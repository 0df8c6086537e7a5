package dev.ritmo.runtime.spi;

import java.util.List;

/**
 * The governed methods of one type. The processor generates an implementation for each type that
 * has any, named after it: {@code Foo_Ritmo}, and {@code Outer_Inner_Ritmo} for a nested type.
 * Implementations have a constructor without parameters.
 */
public interface GovernedType {

  /** The governed methods, in the order of their signatures. */
  List<GovernedMethod> methods();
}
