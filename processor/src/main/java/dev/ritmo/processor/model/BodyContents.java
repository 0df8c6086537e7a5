package dev.ritmo.processor.model;

import java.util.List;

/**
 * What the bodies of a class do that rules look at.
 *
 * @param calls the calls in governed methods
 * @param services the AI services that are made, in any method
 */
public record BodyContents(List<Invocation> calls, List<ServiceBuild> services) {

  /** Nothing. */
  public static final BodyContents NONE = new BodyContents(List.of(), List.of());
}
