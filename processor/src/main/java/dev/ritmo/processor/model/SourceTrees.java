package dev.ritmo.processor.model;

import com.sun.source.util.Trees;
import javax.annotation.processing.ProcessingEnvironment;
import org.jspecify.annotations.Nullable;

/** The trees of javac, which know more about a source than mirrors. */
public final class SourceTrees {

  private SourceTrees() {}

  /** Null with another compiler, or if a build tool wraps the environment. */
  public static @Nullable Trees of(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null;
    }
  }
}
