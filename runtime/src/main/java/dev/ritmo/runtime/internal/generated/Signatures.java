package dev.ritmo.runtime.internal.generated;

/** Writes signatures as the processor does. */
public final class Signatures {

  private Signatures() {}

  /** The name and the parameter types: {@code ask(java.lang.String,int[])}. */
  public static String of(String method, Class<?>... parameters) {
    StringBuilder signature = new StringBuilder(method).append('(');
    for (int i = 0; i < parameters.length; i++) {
      signature.append(i == 0 ? "" : ",").append(parameters[i].getTypeName());
    }
    return signature.append(')').toString();
  }
}
