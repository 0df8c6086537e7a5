/** A live page of all limiters. */
module dev.ritmo.console {
  requires dev.ritmo.page;
  requires dev.ritmo.runtime;
  requires jdk.httpserver;
  requires static org.jspecify;

  exports dev.ritmo.console;
}
