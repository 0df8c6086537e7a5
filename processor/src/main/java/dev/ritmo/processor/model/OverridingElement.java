package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * An element of a composed annotation with the same name as elements of the annotations it carries.
 *
 * @param element the element
 * @param overridden the elements of that name, one for each carried annotation
 * @param sameType whether it has their type
 * @param clear whether it is unambiguous which of them it overrides
 */
public record OverridingElement(
    ExecutableElement element,
    List<ExecutableElement> overridden,
    boolean sameType,
    boolean clear) {

  /** Whether its value replaces theirs. */
  public boolean overrides() {
    return sameType && clear;
  }
}
