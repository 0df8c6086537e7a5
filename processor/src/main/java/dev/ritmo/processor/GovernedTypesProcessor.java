package dev.ritmo.processor;

import com.google.auto.common.BasicAnnotationProcessor;
import com.google.common.collect.ImmutableList;
import javax.lang.model.SourceVersion;

/** Holds back types that are not well-formed yet, until other processors have written the rest. */
final class GovernedTypesProcessor extends BasicAnnotationProcessor {

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  protected Iterable<? extends Step> steps() {
    return ImmutableList.of(new GovernedTypesStep(processingEnv));
  }
}
