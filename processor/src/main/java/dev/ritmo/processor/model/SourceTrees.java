package dev.ritmo.processor.model;

import com.sun.source.util.Trees;
import javax.annotation.processing.ProcessingEnvironment;
import org.jspecify.annotations.Nullable;

/** The trees of javac, which know more of a source than mirrors do. */
public final class SourceTrees {

  private SourceTrees() {}

  /** Null with another compiler, or where a build tool stands in between. */
  public static @Nullable Trees of(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null;
    }
  }
}
