package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * An element of a composed annotation that is named like elements of the annotations it carries.
 *
 * @param element the element
 * @param overridden those of its name, one for each annotation that is carried
 * @param sameType whether it is of their type
 * @param clear whether it can be said which of them it overrides
 */
public record OverridingElement(
    ExecutableElement element,
    List<ExecutableElement> overridden,
    boolean sameType,
    boolean clear) {

  /** Whether its value takes the place of theirs. */
  public boolean overrides() {
    return sameType && clear;
  }
}
