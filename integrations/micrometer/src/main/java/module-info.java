/** Meters of limiters for Micrometer. */
// the library has only a name in its manifest
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.ritmo.micrometer {
  requires transitive dev.ritmo.runtime;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports dev.ritmo.micrometer;
}
