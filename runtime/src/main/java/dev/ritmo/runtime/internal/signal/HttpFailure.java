package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer in one exception of an unknown client, read through accessors with the usual
 * names on the exception or its response. What cannot be read is absent.
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
    "allValues", "values", "getValues", "get", "firstValue", "getFirst", "getValue", "header"
  };
  private static final String[] CODES = {
    "code", "type", "errorCode", "getErrorCode", "status", "getStatus", "getStatusCode"
  };
  private static final String[] BODIES = {
    "getResponseBodyAsString", "contentUTF8", "getContent", "body", "getBody"
  };

  /** How to read a body of Retrofit that is still unread, without consuming it. */
  private static final String[] BUFFERED = {"errorBody", "source", "getBuffer", "snapshot", "utf8"};

  private static final int MOST_HEADERS = 200;
  private static final int MOST_VALUES = 20;
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

  /** The status code if it is one of an error; otherwise -1. */
  int status() {
    for (Object carrier : carriers) {
      int status = status(carrier);
      if (status >= 400 && status <= 599) {
        return status;
      }
    }
    return -1;
  }

  /** All values of a header, whose name is case-insensitive; empty if there are none. */
  List<String> headers(String name) {
    for (Object carrier : carriers) {
      List<String> values = headers(carrier, name);
      if (!values.isEmpty()) {
        return values;
      }
    }
    return List.of();
  }

  /** The names of all headers, if the client can list them. */
  List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (Object carrier : carriers) {
      Object headers = Accessors.first(carrier, HEADERS);
      if (headers == null) {
        continue;
      }
      Object all =
          headers instanceof Map ? headers : Accessors.first(headers, "map", "toMap", "names");
      if (all instanceof Map<?, ?> map) {
        all = map.keySet();
      }
      if (all instanceof Set<?> known) {
        addNames(known, names);
      }
    }
    return names;
  }

  private static void addNames(Set<?> known, List<String> names) {
    try {
      Iterator<?> all = known.iterator();
      while (all.hasNext() && names.size() < MOST_HEADERS) {
        names.add(String.valueOf(all.next()));
      }
    } catch (RuntimeException e) {
      // they cannot be listed
    }
  }

  /** Its error codes; also names of enum constants, such as gRPC's status codes. */
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

  /** The error code that Amazon's client reports. */
  List<String> codesOfAws() {
    Object code = Accessors.path(carriers.get(0), "awsErrorDetails", "errorCode");
    String text = text(code, LONGEST_CODE);
    return text == null ? List.of() : List.of(text);
  }

  /** The beginning of the body, if the client keeps it as text. */
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

  private static List<String> headers(Object carrier, String name) {
    Object headers = Accessors.first(carrier, HEADERS);
    if (headers == null) {
      return List.of();
    }
    if (headers instanceof Map<?, ?> map) {
      return entries(map, name);
    }
    for (String accessor : HEADER) {
      List<String> values = texts(Accessors.call(headers, accessor, name));
      if (!values.isEmpty()) {
        return values;
      }
    }
    return List.of();
  }

  private static List<String> entries(Map<?, ?> headers, String name) {
    List<String> values = new ArrayList<>();
    try {
      Iterator<? extends Map.Entry<?, ?>> entries = headers.entrySet().iterator();
      for (int i = 0; i < MOST_HEADERS && entries.hasNext(); i++) {
        Map.Entry<?, ?> entry = entries.next();
        if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
          values.addAll(texts(entry.getValue()));
        }
      }
      return values;
    } catch (RuntimeException e) {
      return values;
    }
  }

  /** A text, or several texts, without those that are too long for a header. */
  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Collection<?> several) {
      try {
        Iterator<?> all = several.iterator();
        while (all.hasNext() && texts.size() < MOST_VALUES) {
          addText(all.next(), texts);
        }
      } catch (RuntimeException e) {
        return texts;
      }
    } else if (value instanceof String[] several) {
      return texts(Arrays.asList(several));
    } else {
      addText(value, texts);
    }
    return texts;
  }

  private static void addText(@Nullable Object value, List<String> texts) {
    String text = text(value, LONGEST_HEADER + 1);
    if (text != null && text.length() <= LONGEST_HEADER) {
      texts.add(text);
    }
  }

  /** The beginning of a text, or of the first of several; null for other objects. */
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
