package dev.ritmo.testkit;

/**
 * An event of a stream.
 *
 * @param name the name; empty for none
 */
record SseEvent(String name, String data) {

  static SseEvent of(Object data) {
    return new SseEvent("", data.toString());
  }

  String text() {
    String event = name.isEmpty() ? "" : "event: " + name + "\n";
    return event + "data: " + data + "\n\n";
  }
}
