package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer that one exception of an unknown client carries, read through accessors of the
 * usual names on the exception or on its response. Whatever goes wrong reads as absent.
 */
final class HttpFailure {

  private static final String[] STATUS = {
    "statusCode", "getStatusCode", "getRawStatusCode", "status", "getStatus", "code"
  };
  private static final String[] RESPONSE = {"response", "getResponse", "awsErrorDetails"};
  private static final String[] HEADERS = {
    "headers", "getHeaders", "getResponseHeaders", "responseHeaders"
  };
  private static final String[] HEADER = {
    "firstValue", "getFirst", "getValue", "get", "values", "header"
  };
  private static final String[] CODES = {
    "code", "type", "errorCode", "getErrorCode", "status", "getStatus", "getStatusCode"
  };
  private static final String[] BODIES = {
    "getResponseBodyAsString", "contentUTF8", "getContent", "body", "getBody"
  };

  /** Where Retrofit keeps a body that nobody has read yet; reading it here does not consume it. */
  private static final String[] BUFFERED = {"errorBody", "source", "getBuffer", "snapshot", "utf8"};

  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_HEADER = 256;
  private static final int LONGEST_CODE = 100;

  private final List<Object> carriers = new ArrayList<>(3);

  HttpFailure(Throwable failure) {
    carriers.add(failure);
    Object response = Accessors.first(failure, RESPONSE);
    if (response != null) {
      carriers.add(response);
      Object inner = Accessors.call(response, "sdkHttpResponse");
      if (inner != null) {
        carriers.add(inner);
      }
    }
  }

  /** The status code, of an error; -1 if there is none. */
  int status() {
    for (Object carrier : carriers) {
      int status = status(carrier);
      if (status >= 400 && status <= 599) {
        return status;
      }
    }
    return -1;
  }

  /** The first value of a header, whatever its case; null if there is none. */
  @Nullable String header(String name) {
    for (Object carrier : carriers) {
      String value = header(carrier, name);
      if (value != null) {
        return value.length() > LONGEST_HEADER ? null : value;
      }
    }
    return null;
  }

  /** What it gives as error codes; also names of constants, as of gRPC's states. */
  List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (Object carrier : carriers) {
      for (String accessor : CODES) {
        String code = code(Accessors.call(carrier, accessor));
        if (code != null && !code.isEmpty()) {
          codes.add(code);
        }
      }
    }
    return codes;
  }

  /** The beginning of the body, where it is kept as a text. */
  @Nullable String body(int longest) {
    for (Object carrier : carriers) {
      for (String accessor : BODIES) {
        String body = text(Accessors.call(carrier, accessor), longest);
        if (body != null && !body.isEmpty()) {
          return body;
        }
      }
      String buffered = text(Accessors.path(carrier, BUFFERED), longest);
      if (buffered != null && !buffered.isEmpty()) {
        return buffered;
      }
    }
    return null;
  }

  private static int status(Object carrier) {
    for (String accessor : STATUS) {
      Object status = Accessors.call(carrier, accessor);
      if (status instanceof Integer code) {
        return code;
      }
      if (status != null && !(status instanceof String)) {
        Object code = Accessors.first(status, "value", "getCode", "code");
        if (code instanceof Integer number) {
          return number;
        }
      }
    }
    return -1;
  }

  private static @Nullable String code(@Nullable Object value) {
    Object constant = value instanceof Enum<?> || value == null ? value : nested(value);
    return constant instanceof Enum<?> named ? named.name() : text(value, LONGEST_CODE);
  }

  private static @Nullable Object nested(Object state) {
    return state instanceof CharSequence ? null : Accessors.call(state, "getCode");
  }

  private static @Nullable String header(Object carrier, String name) {
    Object headers = Accessors.first(carrier, HEADERS);
    if (headers == null) {
      return null;
    }
    if (headers instanceof Map<?, ?> map) {
      return entry(map, name);
    }
    for (String accessor : HEADER) {
      String value = text(Accessors.call(headers, accessor, name), LONGEST_HEADER + 1);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String entry(Map<?, ?> headers, String name) {
    try {
      Iterator<? extends Map.Entry<?, ?>> entries = headers.entrySet().iterator();
      for (int i = 0; i < MOST_HEADERS && entries.hasNext(); i++) {
        Map.Entry<?, ?> entry = entries.next();
        if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
          return text(entry.getValue(), LONGEST_HEADER + 1);
        }
      }
      return null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** The beginning of a text, or of the first one of several; null if it is something else. */
  private static @Nullable String text(@Nullable Object value, int longest) {
    try {
      if (value instanceof Optional<?> optional) {
        return text(optional.orElse(null), longest);
      }
      if (value instanceof List<?> list) {
        return list.isEmpty() ? null : text(list.get(0), longest);
      }
      return Texts.of(value, longest);
    } catch (RuntimeException e) {
      return null;
    }
  }
}
