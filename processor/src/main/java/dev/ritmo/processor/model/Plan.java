package dev.ritmo.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * What accounts may do, as the plan file says.
 *
 * @param state whether there is a file, and whether it could be read
 * @param file the name of the file, for messages
 * @param digest stands for the content of the file and the environment
 * @param entries in the order of the file
 */
public record Plan(State state, String file, String digest, List<PlanEntry> entries) {

  /** There is no plan file. */
  public static final Plan NONE = new Plan(State.NONE, "", "", List.of());

  /** What can be known of a plan. */
  public enum State {
    /** There is no file. */
    NONE,
    /** There is something wrong with the file, which has been reported. */
    WRONG,
    /** It has been read. */
    READ
  }

  /** The plan of a file with a mistake in it. */
  public static Plan wrong(String file) {
    return new Plan(State.WRONG, file, "", List.of());
  }

  /** The entry of this name, if there is one. */
  public Optional<PlanEntry> entry(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
