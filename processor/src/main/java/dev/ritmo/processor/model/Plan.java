package dev.ritmo.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * The limits of accounts, from the plan file.
 *
 * @param state whether there is a file, and whether it could be read
 * @param file the name of the file, for messages
 * @param digest a digest of the content of the file and the environment
 * @param entries in the order of the file
 */
public record Plan(State state, String file, String digest, List<PlanEntry> entries) {

  /** There is no plan file. */
  public static final Plan NONE = new Plan(State.NONE, "", "", List.of());

  /** Whether the plan is known. */
  public enum State {
    /** There is no file. */
    NONE,
    /** The file has errors, which were reported. */
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
