package dev.ritmo.runtime.aspect;

/** A class as if it had been woven; what the processor would generate stands beside it. */
final class Summaries {

  String summarize(String text) {
    return text;
  }

  String shorten(String text) {
    return text;
  }

  record Text(String content) {}

  static final class Unprocessed {}
}
