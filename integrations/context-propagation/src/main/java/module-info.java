/** Carries thread-locals to the threads on which asynchronous calls continue. */
// the library has only a name in its manifest
@SuppressWarnings("requires-automatic")
module dev.ritmo.context {
  requires context.propagation;
  requires dev.ritmo.runtime;
  requires static org.jspecify;

  provides dev.ritmo.runtime.spi.ContextCarrier with
      dev.ritmo.context.ThreadLocals;
}
