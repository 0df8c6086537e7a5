package dev.ritmo.runtime.internal.signal;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer that an exception of an unknown client carries, read through accessors of the
 * usual names on the exception or on its response. Whatever goes wrong reads as absent.
 */
final class HttpFailure {

  private static final String[] STATUS = {
    "statusCode", "getStatusCode", "getRawStatusCode", "status", "getStatus", "code"
  };
  private static final String[] RESPONSE = {"response", "getResponse"};
  private static final String[] HEADERS = {"headers", "getHeaders", "getResponseHeaders"};
  private static final String[] HEADER = {
    "firstValue", "getFirst", "getValue", "get", "values", "header"
  };

  private final Object failure;
  private final @Nullable Object response;

  private HttpFailure(Object failure, @Nullable Object response) {
    this.failure = failure;
    this.response = response;
  }

  static HttpFailure of(Throwable failure) {
    return new HttpFailure(failure, first(failure, RESPONSE));
  }

  /** The status code; -1 if there is none. */
  int status() {
    int status = status(failure);
    return status >= 0 || response == null ? status : status(response);
  }

  /** The first value of a header, whatever its case; null if there is none. */
  @Nullable String header(String name) {
    try {
      String value = header(failure, name);
      return value != null || response == null ? value : header(response, name);
    } catch (RuntimeException e) {
      return null; // from what holds the headers
    }
  }

  private static int status(Object carrier) {
    for (String accessor : STATUS) {
      Object status = call(carrier, accessor);
      if (status instanceof Integer code) {
        return code;
      }
      if (status != null && !(status instanceof String)) {
        Object code = first(status, "value", "getCode", "code");
        if (code instanceof Integer number) {
          return number;
        }
      }
    }
    return -1;
  }

  private static @Nullable String header(Object carrier, String name) {
    Object headers = first(carrier, HEADERS);
    if (headers == null) {
      return null;
    }
    if (headers instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
          return text(entry.getValue());
        }
      }
      return null;
    }
    for (String accessor : HEADER) {
      String value = text(call(headers, accessor, name));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return text(optional.orElse(null));
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : text(list.get(0));
    }
    return value instanceof CharSequence ? value.toString() : null;
  }

  private static @Nullable Object first(Object target, String... accessors) {
    for (String accessor : accessors) {
      Object value = call(target, accessor);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable Object call(Object target, String method, Object... arguments) {
    try {
      Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
      Method accessor = accessor(target.getClass(), method, types);
      return accessor == null || accessor.getReturnType() == void.class
          ? null
          : accessor.invoke(target, arguments);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  /**
   * The public method, as declared by a type that can be reached: classes hide behind interfaces.
   */
  private static @Nullable Method accessor(
      @Nullable Class<?> type, String name, Class<?>... parameters) {
    if (type == null) {
      return null;
    }
    try {
      Method method = type.getMethod(name, parameters);
      if (method.trySetAccessible()) {
        return method;
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
}
