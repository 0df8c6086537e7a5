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
import dev.ritmo.processor.model.Decorator;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.read.AnnotationNames;
import dev.ritmo.processor.read.DecoratorReader;
import dev.ritmo.processor.read.GovernedTypeReader;
import dev.ritmo.processor.read.WellFormed;
import dev.ritmo.processor.write.DecoratorWriter;
import dev.ritmo.processor.write.GovernedTypeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * Reads, checks, prints and writes for the types of one round. Nothing is written once an error was
 * found: the compilation fails anyway, and only errors that the user can fix remain.
 */
final class GovernedTypesStep implements Step {

  /**
   * Sorts elements, because compilers return them in any order, and the same one of two should be
   * reported.
   */
  private static final Comparator<TypeElement> BY_NAME =
      Comparator.comparing(type -> type.getQualifiedName().toString());

  private final PlanOption plan;
  private final GovernedTypeReader reader;
  private final Rules rules;
  private final DiagnosticPrinter printer;
  private final DecoratorReader decoratorReader;
  private final GovernedTypeWriter writer;
  private final DecoratorWriter decoratorWriter;
  private final ComposedAnnotations composed = new ComposedAnnotations();
  private final Set<String> ours = new LinkedHashSet<>();
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
    decoratorReader =
        new DecoratorReader(environment.getElementUtils(), environment.getTypeUtils(), reader);
    writer =
        new GovernedTypeWriter(
            environment.getElementUtils(), environment.getFiler(), plan.plan().digest());
    decoratorWriter = new DecoratorWriter(environment.getElementUtils(), environment.getFiler());
  }

  /** Only used annotations, because the compiler searches all types of a round for each. */
  @Override
  public Set<String> annotations() {
    return ImmutableSet.<String>builder().addAll(ours).addAll(composed.names()).build();
  }

  /** Adds the annotations of a round that are ours, or carry ours. */
  void look(Set<? extends TypeElement> annotations) {
    annotations.stream()
        .map(annotation -> annotation.getQualifiedName().toString())
        .filter(
            name -> AnnotationNames.GOVERNING.contains(name) || name.equals(AnnotationNames.PROMPT))
        .forEach(ours::add);
    composed.look(annotations);
  }

  /** Returns the types whose keys lead to a type that another processor may still generate. */
  @Override
  public Set<? extends Element> process(ImmutableSetMultimap<String, Element> annotated) {
    Findings findings = new Findings(warningsAreErrors);
    composed.read(annotated).forEach(annotation -> rules.check(annotation, findings));
    Map<Boolean, List<GovernedType>> byReadiness =
        typesOf(annotated.values()).stream()
            .filter(WellFormed::is)
            .sorted(BY_NAME)
            .map(reader::read)
            .collect(partitioningBy(GovernedType::meetsError));
    List<GovernedType> types = byReadiness.getOrDefault(false, List.of());
    if (!types.isEmpty()) {
      plan.reportOnce(findings);
    }
    types.forEach(type -> rules.check(type, findings));
    failed |= findings.hasErrors();
    if (!failed) {
      // decorators are read from types without errors
      List<Output> outputs = types.stream().map(this::output).toList();
      outputs.stream()
          .flatMap(output -> output.decorator().stream())
          .forEach(decorator -> rules.check(decorator, findings));
      if (!findings.hasErrors()) {
        outputs.forEach(output -> write(output, findings));
      }
      failed = findings.hasErrors();
    }
    printer.print(findings);
    return byReadiness.getOrDefault(true, List.of()).stream()
        .map(GovernedType::element)
        .collect(toUnmodifiableSet());
  }

  /**
   * The annotated types and those that contain annotated methods and parameters; other places are
   * rejected.
   */
  private static Set<TypeElement> typesOf(Iterable<Element> annotated) {
    Set<TypeElement> types = new LinkedHashSet<>();
    for (Element element : annotated) {
      if (element.getKind() == ElementKind.ANNOTATION_TYPE) {
        continue; // it governs the places where it is used
      }
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

  private Output output(GovernedType type) {
    return new Output(type, decoratorReader.read(type));
  }

  private void write(Output output, Findings findings) {
    GovernedType type = output.type();
    try {
      writer.write(type.woven());
      if (output.decorator().isPresent()) {
        decoratorWriter.write(output.decorator().get());
        writer.write(output.decorator().get().governed());
      }
    } catch (FilerException e) {
      // The only conflict that no rule can see: an earlier output among the sources.
      findings.add(
          Diagnostic.GENERATED_NAME_CLASH,
          type.position(),
          String.join(" or ", type.generatedNames()),
          type.name(),
          "a source file of this compilation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generated classes of a type: with a decorator if it is an interface. */
  private record Output(GovernedType type, Optional<Decorator> decorator) {}
}
