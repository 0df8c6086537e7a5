package dev.ritmo.runtime.internal.generated;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes signatures as the processor does. */
public final class Signatures {

  private Signatures() {}

  /** The name and the parameter types: {@code ask(java.lang.String,int[])}. */
  public static String of(String method, Class<?>... parameters) {
    return Arrays.stream(parameters)
        .map(Class::getTypeName)
        .collect(Collectors.joining(",", method + "(", ")"));
  }
}
