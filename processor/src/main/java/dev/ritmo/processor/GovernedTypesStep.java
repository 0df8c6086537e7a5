package dev.ritmo.processor;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.auto.common.BasicAnnotationProcessor.Step;
import com.google.auto.common.MoreElements;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.DiagnosticPrinter;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rules;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.read.AnnotationNames;
import dev.ritmo.processor.read.GovernedTypeReader;
import dev.ritmo.processor.write.GovernedTypeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * Read, check, print, write, for the types of one round. Nothing is written once anything was found
 * wrong in the compilation: it fails anyway, and the errors stay those that the user can mend.
 */
final class GovernedTypesStep implements Step {

  private final PlanOption plan;
  private final GovernedTypeReader reader;
  private final Rules rules;
  private final DiagnosticPrinter printer;
  private final GovernedTypeWriter writer;
  private final boolean warningsAreErrors;
  private boolean failed;

  GovernedTypesStep(ProcessingEnvironment environment) {
    plan = PlanOption.of(environment.getOptions());
    reader =
        new GovernedTypeReader(
            environment.getElementUtils(), environment.getTypeUtils(), plan.plan());
    rules =
        new Rules(
            environment.getElementUtils(),
            environment.getTypeUtils(),
            Options.weaving(environment.getOptions()),
            plan.plan());
    warningsAreErrors = Options.warningsAreErrors(environment.getOptions());
    printer = new DiagnosticPrinter(environment);
    writer =
        new GovernedTypeWriter(
            environment.getElementUtils(), environment.getFiler(), plan.plan().digest());
  }

  @Override
  public Set<String> annotations() {
    return ImmutableSet.of(
        AnnotationNames.RATE_LIMITED,
        AnnotationNames.RATE_LIMITED_LIST,
        AnnotationNames.RETRY_ON_RATE_LIMIT,
        AnnotationNames.PROMPT);
  }

  /** Gives back the types whose keys lead to a type that another processor may write yet. */
  @Override
  public Set<? extends Element> process(ImmutableSetMultimap<String, Element> annotated) {
    Map<Boolean, List<GovernedType>> byReadiness =
        typesOf(annotated.values()).stream()
            .map(reader::read)
            .collect(partitioningBy(GovernedType::meetsError));
    List<GovernedType> types = byReadiness.getOrDefault(false, List.of());
    Findings findings = new Findings(warningsAreErrors);
    if (!types.isEmpty()) {
      plan.reportOnce(findings);
    }
    types.forEach(type -> rules.check(type, findings));
    failed |= findings.hasErrors();
    if (!failed) {
      types.forEach(type -> write(type, findings));
      failed |= findings.hasErrors();
    }
    printer.print(findings);
    return byReadiness.getOrDefault(true, List.of()).stream()
        .map(GovernedType::element)
        .collect(toUnmodifiableSet());
  }

  /**
   * The annotated types and those around annotated methods and parameters; javac rejects any other
   * place.
   */
  private static Set<TypeElement> typesOf(Iterable<Element> annotated) {
    Set<TypeElement> types = new LinkedHashSet<>();
    for (Element element : annotated) {
      if (MoreElements.isType(element)) {
        types.add(MoreElements.asType(element));
      } else if (element.getKind() == ElementKind.METHOD) {
        types.add(MoreElements.asType(element.getEnclosingElement()));
      } else if (element.getKind() == ElementKind.PARAMETER) {
        types.add(typeAround(element));
      }
    }
    return types;
  }

  private static TypeElement typeAround(Element parameter) {
    Element method = Objects.requireNonNull(parameter.getEnclosingElement());
    return MoreElements.asType(method.getEnclosingElement());
  }

  private void write(GovernedType type, Findings findings) {
    try {
      writer.write(type);
    } catch (FilerException e) {
      // The one clash that no rule can see: an earlier output among the sources.
      findings.add(
          Diagnostic.GENERATED_NAME_CLASH,
          type.position(),
          type.generatedName(),
          type.name(),
          "a source file of this compilation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
