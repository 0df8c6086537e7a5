/** Governs methods that return a type of RxJava 3: each subscription is a call. */
// Reactive Streams has only a name in its manifest; module: the name of the library ends in a digit
@SuppressWarnings({"module", "requires-automatic"})
module dev.ritmo.rxjava3 {
  requires transitive dev.ritmo.runtime;
  requires transitive io.reactivex.rxjava3;
  requires org.reactivestreams;
  requires static org.jspecify;

  exports dev.ritmo.adapter.io.reactivex.rxjava3.core;
}
