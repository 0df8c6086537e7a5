/** Spans of calls, waits and attempts for OpenTelemetry. */
// the library has only names in its manifests
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.ritmo.opentelemetry {
  requires transitive dev.ritmo.runtime;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires static org.jspecify;

  exports dev.ritmo.opentelemetry;
}
