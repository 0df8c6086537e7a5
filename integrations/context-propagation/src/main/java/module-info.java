/** Carries thread-locals to where asynchronous calls go on. */
// the library has only a name in its manifest
@SuppressWarnings("requires-automatic")
module dev.ritmo.context {
  requires context.propagation;
  requires dev.ritmo.runtime;
  requires static org.jspecify;

  provides dev.ritmo.runtime.spi.ContextCarrier with
      dev.ritmo.context.ThreadLocals;
}
