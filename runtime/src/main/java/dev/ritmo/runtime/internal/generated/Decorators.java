package dev.ritmo.runtime.internal.generated;

import dev.ritmo.runtime.aspect.Woven;
import dev.ritmo.runtime.spi.Governed;
import dev.ritmo.runtime.spi.GovernedType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class generated to limit an interface, and wraps instances in it. Uses reflection only
 * when it wraps an instance, never for a call.
 */
public final class Decorators {

  static final String SUFFIX = "_Limited";

  private Decorators() {}

  /**
   * Wraps the instance; returns the instance itself if it is limited already.
   *
   * @throws IllegalArgumentException if the type is not an interface for which a class was
   *     generated, or if the instance itself limits only some of its governed methods
   * @throws IllegalStateException if the generated class is not woven or not accessible
   */
  public static <T> T limit(Class<T> type, T instance) {
    Class<?> decorator = find(type);
    if (decorator == null) {
      throw new IllegalArgumentException(
          "%s must be an interface with a governed abstract method, but there is no class %s. Fix: annotate one of its own methods, or the interface, with @RateLimited or @RetryOnRateLimit, and compile it with Ritmo's processor; if it was there once, %s."
              .formatted(type.getTypeName(), nameFor(type), Shrinkers.FIX));
    }
    return type.cast(around(instance, instance.getClass(), type, decorator));
  }

  /** Wraps the instance with the limits of the interfaces of its class, if they have any. */
  public static Object limit(Object instance) {
    return limit(instance, instance.getClass());
  }

  /** As {@link #limit(Object)}, for a proxy of an instance of the implementation. */
  public static Object limit(Object instance, Class<?> implementation) {
    Object limited = instance;
    for (Class<?> type : interfaces(implementation)) {
      Class<?> decorator = find(type);
      if (decorator != null) {
        limited = around(limited, implementation, type, decorator);
      } else {
        rejectLostLimits(type, type);
      }
    }
    return limited;
  }

  /** Those that a class and its superclasses implement. */
  private static Set<Class<?>> interfaces(Class<?> implementation) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> type = implementation; type != null; type = type.getSuperclass()) {
      types.addAll(Arrays.asList(type.getInterfaces()));
    }
    return types;
  }

  /** The class generated for the interface; null if there is none. */
  public static @Nullable Class<?> find(Class<?> type) {
    if (!type.isInterface() || type.isHidden()) {
      return null;
    }
    try {
      return Class.forName(nameFor(type), false, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static String nameFor(Class<?> type) {
    return GeneratedClasses.flatName(type) + SUFFIX;
  }

  private static Object around(
      Object instance, Class<?> implementation, Class<?> type, Class<?> decorator) {
    if (decorator.isInstance(instance)) {
      return instance;
    }
    List<String> limitedItself = new ArrayList<>();
    List<String> unlimited = new ArrayList<>();
    for (Method method : decorator.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Governed.class) && !method.isBridge()) {
        rejectUnwoven(method);
        boolean itself = isLimited(implementation, method);
        (itself ? limitedItself : unlimited)
            .add(Signatures.of(method.getName(), method.getParameterTypes()));
      }
    }
    if (limitedItself.isEmpty()) {
      Object made = GeneratedClasses.make(decorator, type, new Class<?>[] {type}, instance);
      LimitedInterfaces.add(type, instance);
      return made;
    }
    if (!unlimited.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must govern all or none of the methods that %s governs, but governs %s and not %s. Fix: annotate all of them, or none."
              .formatted(
                  implementation.getTypeName(), type.getTypeName(), limitedItself, unlimited));
    }
    LimitedInterfaces.add(type);
    return instance;
  }

  /** Whether the method of the class that would be called is governed by its own annotations. */
  private static boolean isLimited(Class<?> type, Method called) {
    Method implementation;
    try {
      implementation = type.getMethod(called.getName(), called.getParameterTypes());
    } catch (NoSuchMethodException e) {
      return false; // implements only the methods that its callers need
    }
    if (!implementation.isBridge()) {
      return isLimited(implementation);
    }
    return Arrays.stream(implementation.getDeclaringClass().getDeclaredMethods())
        .filter(method -> !method.isBridge() && isBridged(method, implementation))
        .anyMatch(Decorators::isLimited);
  }

  private static boolean isBridged(Method method, Method bridge) {
    Class<?>[] to = method.getParameterTypes();
    Class<?>[] from = bridge.getParameterTypes();
    if (!method.getName().equals(bridge.getName()) || to.length != from.length) {
      return false;
    }
    for (int i = 0; i < to.length; i++) {
      if (!from[i].isAssignableFrom(to[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLimited(Method method) {
    if (!method.isAnnotationPresent(Woven.class)) {
      return false;
    }
    GovernedType governed = GeneratedClasses.find(method.getDeclaringClass());
    String signature = Signatures.of(method.getName(), method.getParameterTypes());
    return governed != null
        && governed.methods().stream().anyMatch(m -> m.signature().equals(signature));
  }

  private static void rejectUnwoven(Method method) {
    if (!method.isAnnotationPresent(Woven.class)) {
      throw new IllegalStateException(
          """
          %s must be woven, but is not. Fix: add to the plugins of the pom.xml that compiles it
          %s"""
              .formatted(method.getDeclaringClass().getTypeName(), PluginBlock.lines()));
    }
  }

  /** Inherited limits for which no class was generated would be lost silently. */
  private static void rejectLostLimits(Class<?> type, Class<?> inherited) {
    for (Class<?> from : inherited.getInterfaces()) {
      if (find(from) != null) {
        throw new IllegalStateException(
            "%s inherits governed methods from %s, but has no annotation of its own, so that no class was generated that limits it. Fix: annotate %s, or declare a governed method in it again."
                .formatted(type.getTypeName(), from.getTypeName(), type.getTypeName()));
      }
      rejectLostLimits(type, from);
    }
  }
}
