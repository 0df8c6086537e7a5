/** For tests: a virtual clock, a local provider that enforces limits, and a check of any window. */
module dev.ritmo.testkit {
  requires com.fasterxml.jackson.databind;
  requires transitive dev.ritmo.runtime;
  requires jdk.httpserver;
  requires static transitive org.jspecify;

  exports dev.ritmo.testkit;
}
