/** Governs methods that return a Mono or a Flux of Reactor: each subscription is a call. */
// Reactor has only a name in its manifest
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.ritmo.reactor {
  requires transitive dev.ritmo.runtime;
  requires org.reactivestreams;
  requires transitive reactor.core;
  requires static org.jspecify;

  exports dev.ritmo.adapter.reactor.core.publisher;
}
