package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ACC_STATIC;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;

/**
 * The methods of one class into which ajc has moved the bodies of others. With a second aspect on a
 * method, one advice stands in the method and the other one in its moved body.
 */
final class MovedBodies {

  /** Also the name of an advice that was copied into the class. */
  private static final Pattern NAME = Pattern.compile("(.*)_aroundBody\\d+(\\$advice)?");

  private final List<Body> woven = new ArrayList<>();

  /**
   * A body that asks for the aspect.
   *
   * @param of the name of the method that it was moved out of
   * @param descriptor begins with the instance, if there is one, and the arguments of that method;
   *     what the advice needs follows
   */
  private record Body(String owner, String of, String descriptor) {}

  static boolean isOne(String method) {
    return NAME.matcher(method).matches();
  }

  /** Adds a moved body that asks for the aspect. */
  void addWoven(String owner, String method, String descriptor) {
    Matcher name = NAME.matcher(method);
    if (name.matches()) {
      woven.add(new Body(owner, name.group(1), descriptor));
    }
  }

  /** Whether a moved body of this method asks for the aspect. */
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

  /** An overload with more parameters has a body that begins in the same way. */
  private static boolean followsNothingButAdvice(String rest) {
    return rest.startsWith(")") || rest.startsWith("Lorg/aspectj/");
  }
}
