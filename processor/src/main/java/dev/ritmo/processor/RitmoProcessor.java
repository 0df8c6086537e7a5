package dev.ritmo.processor;

import com.google.auto.service.AutoService;
import dev.ritmo.processor.check.CompilationRules;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.DiagnosticPrinter;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.model.Position;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

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
 * It supports all annotations and claims none, so that javac calls it, and accepts its options,
 * even in modules without governed methods.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("*")
@SupportedOptions({Options.WEAVING, Options.WERROR, Options.PLAN, Options.ENVIRONMENT})
public final class RitmoProcessor extends AbstractProcessor {

  private final CompilationRules rules = new CompilationRules();
  private final WholeCompilation whole = new WholeCompilation(rules);
  private final GovernedTypesProcessor governedTypes = new GovernedTypesProcessor();
  private @Nullable DiagnosticPrinter printer;
  private boolean failed;

  /** Called by javac. */
  public RitmoProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    printer = new DiagnosticPrinter(environment);
    governedTypes.init(environment);
    Bodies.await(
        environment, bodies -> report(findings -> rules.checkBodies(bodies.get(), findings)));
  }

  /** Never claims an annotation. An internal error becomes one diagnostic. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!round.processingOver()) {
      report(
          findings -> {
            whole.add(processingEnv.getElementUtils(), round.getRootElements());
            governedTypes.look(annotations);
            governedTypes.process(annotations, round);
          });
    } else if (!round.errorRaised()) {
      // A type that is still deferred contains something that cannot be resolved. javac reports it;
      // a second error for the same fault would be noise.
      report(findings -> whole.check(processingEnv, findings));
    }
    return false;
  }

  private void report(Consumer<Findings> check) {
    if (failed) {
      return;
    }
    Findings findings = new Findings(Options.warningsAreErrors(processingEnv.getOptions()));
    try {
      check.accept(findings);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      failed = true;
      findings.add(Diagnostic.INTERNAL_ERROR, Position.NOWHERE, describe(e));
    }
    Objects.requireNonNull(printer).print(findings);
  }

  private static String describe(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? failure.toString() : failure + " at " + trace[0];
  }
}
