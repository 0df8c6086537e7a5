package dev.ritmo.langchain4j;

import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Which of the default methods of a model's interface its class overrides. It decides on which
 * level a decorator delegates: below the listeners where the model leaves these to the interface,
 * otherwise above them, so that they are called once.
 */
final class OwnMethods {

  private OwnMethods() {}

  /** Whether the model overrides a method of this name in any form. */
  static boolean overrides(Object model, Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .anyMatch(method -> isOverridden(model.getClass(), method));
  }

  /** Whether the class overrides a method of an interface with one parameter of this type. */
  private static boolean isOverridden(Class<?> model, Method method) {
    try {
      Class<?> where =
          model.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass();
      return where != method.getDeclaringClass();
    } catch (NoSuchMethodException e) {
      return false; // not public, so it is no override
    }
  }
}
