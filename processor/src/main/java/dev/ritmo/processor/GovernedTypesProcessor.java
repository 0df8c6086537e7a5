package dev.ritmo.processor;

import com.google.auto.common.BasicAnnotationProcessor;
import com.google.common.collect.ImmutableList;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Defers types that are not well-formed yet, until other processors have generated the rest. */
final class GovernedTypesProcessor extends BasicAnnotationProcessor {

  private @Nullable GovernedTypesStep step;

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  protected Iterable<? extends Step> steps() {
    GovernedTypesStep only = new GovernedTypesStep(processingEnv);
    step = only;
    return ImmutableList.of(only);
  }

  /** Looks at the annotations of a round before it is processed. */
  void look(Set<? extends TypeElement> annotations) {
    Objects.requireNonNull(step).look(annotations);
  }
}
