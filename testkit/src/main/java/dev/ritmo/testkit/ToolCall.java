package dev.ritmo.testkit;

/**
 * A call of a tool that the model asks for. Immutable.
 *
 * @param name the name of the tool
 * @param arguments its arguments, a JSON object
 */
public record ToolCall(String name, String arguments) {

  /**
   * @throws IllegalArgumentException if the arguments are not a JSON object
   */
  public ToolCall {
    if (Json.object(arguments) == null) {
      throw new IllegalArgumentException(
          "arguments of the tool "
              + name
              + " must be a JSON object, but are not. Fix: \"{}\" for a tool without arguments");
    }
  }

  /** About four characters a token. */
  int tokens() {
    return 1 + (name.length() + arguments.length()) / 4;
  }
}
