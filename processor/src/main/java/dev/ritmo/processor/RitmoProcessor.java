package dev.ritmo.processor;

import com.google.auto.service.AutoService;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.DiagnosticPrinter;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.model.Position;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Turns {@code @RateLimited} and {@code @RetryOnRateLimit} into classes that the runtime reads:
 *
 * <ul>
 *   <li><b>read</b>: a type with governed methods becomes a model of records;
 *   <li><b>check</b>: every rule looks at the model and adds what it finds;
 *   <li><b>print</b>: findings become compile errors at the exact value;
 *   <li><b>write</b>: if there are none, {@code Foo_Ritmo} is generated beside {@code Foo}.
 * </ul>
 *
 * It asks to be called for all annotations and claims none, so that javac calls it, and knows its
 * option, in modules without governed methods as well.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("*")
@SupportedOptions({Options.WEAVING, Options.PLAN, Options.ENVIRONMENT})
public final class RitmoProcessor extends AbstractProcessor {

  private final GovernedTypesProcessor governedTypes = new GovernedTypesProcessor();
  private boolean failed;

  /** Made by javac. */
  public RitmoProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    governedTypes.init(environment);
  }

  /** Never claims an annotation. Whatever goes wrong inside becomes one diagnostic. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    // In the last round a type still waits only if something in it cannot be resolved. javac says
    // so itself; a second error for the same fault would be noise.
    if (failed || round.processingOver()) {
      return false;
    }
    try {
      governedTypes.process(annotations, round);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failed = true;
      Findings findings = new Findings();
      findings.add(Diagnostic.INTERNAL_ERROR, Position.NOWHERE, describe(e));
      new DiagnosticPrinter(processingEnv).print(findings);
    }
    return false;
  }

  private static String describe(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? failure.toString() : failure + " at " + trace[0];
  }
}
