package dev.ritmo.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** A whole response, as it goes over the wire. */
record Reply(int status, Map<String, String> headers, String body) {

  /** With the headers of the failure besides others. */
  static Reply of(Failure failure, int status, Map<String, String> headers, Object body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(failure.headers());
    return new Reply(status, all, body.toString());
  }
}
