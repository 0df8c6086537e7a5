package dev.ritmo.runtime.internal.signal;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls public methods of objects of unknown types by name. Returns null for a missing or
 * inaccessible method, or one that throws.
 */
final class Accessors {

  private static final ClassValue<ConcurrentMap<String, Optional<Method>>> GETTERS = cache();
  private static final ClassValue<ConcurrentMap<String, Optional<Method>>> LOOKUPS = cache();

  private Accessors() {}

  /** The first non-null result of these methods, which have no parameters. */
  static @Nullable Object first(Object target, String... methods) {
    for (String method : methods) {
      Object value = call(target, method);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The result of a chain of methods, each called on the result of the one before. */
  static @Nullable Object path(Object target, String... methods) {
    Object value = target;
    for (String method : methods) {
      if (value != null) {
        value = call(value, method);
      }
    }
    return value;
  }

  /** The result of a method without parameters. */
  static @Nullable Object call(Object target, String method) {
    return invoke(GETTERS, target, method);
  }

  /** The result of a method with one string parameter. */
  static @Nullable Object call(Object target, String method, String argument) {
    return invoke(LOOKUPS, target, method, argument);
  }

  private static @Nullable Object invoke(
      ClassValue<ConcurrentMap<String, Optional<Method>>> known,
      Object target,
      String name,
      Object... arguments) {
    try {
      Class<?> type = target.getClass();
      ConcurrentMap<String, Optional<Method>> methods = known.get(type);
      Optional<Method> method = methods.get(name);
      if (method == null) {
        Class<?>[] parameters = arguments.length == 0 ? NO_PARAMETER : STRING_PARAMETER;
        method = Optional.ofNullable(accessor(type, name, parameters));
        methods.put(name, method);
      }
      return method.isEmpty() ? null : method.get().invoke(target, arguments);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static final Class<?>[] NO_PARAMETER = {};
  private static final Class<?>[] STRING_PARAMETER = {String.class};

  /** The public method, as declared by an accessible type: the class itself may not be public. */
  private static @Nullable Method accessor(
      @Nullable Class<?> type, String name, Class<?>... parameters) {
    if (type == null) {
      return null;
    }
    try {
      Method method = type.getMethod(name, parameters);
      if (method.trySetAccessible()) {
        return method.getReturnType() == void.class ? null : method;
      }
    } catch (NoSuchMethodException e) {
      return null;
    }
    Method inherited = accessor(type.getSuperclass(), name, parameters);
    for (Class<?> shared : type.getInterfaces()) {
      if (inherited == null) {
        inherited = accessor(shared, name, parameters);
      }
    }
    return inherited;
  }

  private static ClassValue<ConcurrentMap<String, Optional<Method>>> cache() {
    return new ClassValue<>() {
      @Override
      protected ConcurrentMap<String, Optional<Method>> computeValue(Class<?> type) {
        return new ConcurrentHashMap<>();
      }
    };
  }
}
