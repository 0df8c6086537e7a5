package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.ComposedAnnotation;
import java.util.List;

/** An annotation that carries ours governs what it is put on, and is put there once. */
public final class ComposedAnnotationIsPlain implements Rule<ComposedAnnotation> {

  private static final List<String> UNFOLLOWED =
      List.of("java.lang.annotation.Inherited", "java.lang.annotation.Repeatable");

  @Override
  public void check(ComposedAnnotation annotation, Findings findings) {
    for (String unfollowed : UNFOLLOWED) {
      if (MoreElements.isAnnotationPresent(annotation.element(), unfollowed)) {
        String shown = "@" + unfollowed.substring(unfollowed.lastIndexOf(".") + 1);
        findings.add(
            Diagnostic.COMPOSED_NOT_PLAIN, annotation.position(), annotation.shown(), shown, shown);
      }
    }
  }
}
