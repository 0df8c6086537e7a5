package dev.ritmo.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.util.ClassUtils;

/** Types of beans that may have annotations of Ritmo; looking for generated classes costs time. */
final class ProgramTypes {

  private static final List<String> OTHERS =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "org.springframework.",
          "com.fasterxml.",
          "tools.jackson.",
          "io.micrometer.",
          "ch.qos.logback.",
          "org.apache.");

  private ProgramTypes() {}

  /**
   * The class of a bean with its superclasses and all interfaces, as far as they may be governed.
   */
  static Set<Class<?>> of(Class<?> bean) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> type = ClassUtils.getUserClass(bean);
        type != null && type != Object.class;
        type = type.getSuperclass()) {
      types.add(type);
    }
    types.addAll(ClassUtils.getAllInterfacesForClassAsSet(bean));
    types.removeIf(type -> !isOfProgram(type));
    return types;
  }

  private static boolean isOfProgram(Class<?> type) {
    return OTHERS.stream().noneMatch(type.getName()::startsWith)
        && !type.isArray()
        && !type.isPrimitive();
  }
}
