package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ACC_STATIC;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;

/**
 * The methods of one class into which ajc has moved the bodies of others. With a second aspect on a
 * method, one advice is in the method and the other one in its moved body.
 */
final class MovedBodies {

  /** Also matches the name of inlined advice. */
  private static final Pattern NAME = Pattern.compile("(.*)_aroundBody\\d+(\\$advice)?");

  private final List<Body> woven = new ArrayList<>();

  /**
   * A body that calls the aspect.
   *
   * @param of the name of the method from which it was moved
   * @param descriptor starts with the instance, if any, and the arguments of that method, followed
   *     by what the advice needs
   */
  private record Body(String owner, String of, String descriptor) {}

  static boolean isOne(String method) {
    return NAME.matcher(method).matches();
  }

  /** Adds a moved body that calls the aspect. */
  void addWoven(String owner, String method, String descriptor) {
    Matcher name = NAME.matcher(method);
    if (name.matches()) {
      woven.add(new Body(owner, name.group(1), descriptor));
    }
  }

  /** Whether a moved body of this method calls the aspect. */
  boolean isWoven(int access, String method, String descriptor) {
    String arguments = descriptor.substring(0, descriptor.indexOf(')'));
    for (Body body : woven) {
      String own =
          (access & ACC_STATIC) != 0
              ? arguments
              : "(" + Type.getObjectType(body.owner) + arguments.substring(1);
      if (body.of.equals(method)
          && body.descriptor.startsWith(own)
          && followsNothingButAdvice(body.descriptor.substring(own.length()))) {
        return true;
      }
    }
    return false;
  }

  /** An overload with more parameters has a body whose descriptor starts in the same way. */
  private static boolean followsNothingButAdvice(String rest) {
    return rest.startsWith(")") || rest.startsWith("Lorg/aspectj/");
  }
}
