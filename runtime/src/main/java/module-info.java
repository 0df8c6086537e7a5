/** The limiter, the retry and the aspect; what woven and generated classes call. */
// aspectjrt has only a name in its manifest
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.ritmo.runtime {
  requires transitive dev.ritmo.annotations;
  requires transitive org.aspectj.runtime;
  requires dev.failsafe.core;
  requires static com.google.errorprone.annotations;
  requires static org.jspecify;
  requires static jdk.jfr;

  uses dev.ritmo.runtime.spi.LimitedInstanceListener;
  uses dev.ritmo.runtime.spi.PromptReader;
  uses dev.ritmo.runtime.spi.TokenEstimator;
  uses dev.ritmo.runtime.spi.UsageReader;

  exports dev.ritmo.runtime;
  exports dev.ritmo.runtime.aspect;
  exports dev.ritmo.runtime.spi;

  uses dev.ritmo.runtime.spi.CallObserver;
  uses dev.ritmo.runtime.spi.ContextCarrier;
  uses dev.ritmo.runtime.spi.FailureClassifier;
  uses dev.ritmo.runtime.spi.RitmoListener;
}
