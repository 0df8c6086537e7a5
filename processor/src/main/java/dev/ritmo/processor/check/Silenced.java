package dev.ritmo.processor.check;

import com.google.auto.common.AnnotationMirrors;
import com.google.auto.common.AnnotationValues;
import com.google.auto.common.MoreElements;
import com.google.common.collect.ImmutableList;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Warnings that the user has suppressed: {@code @SuppressWarnings("ritmo:Code")} on the element or
 * an enclosing one.
 */
final class Silenced {

  private static final String PREFIX = "ritmo:";

  private Silenced() {}

  /** The token that suppresses the warning. */
  static String token(Diagnostic diagnostic) {
    return PREFIX + diagnostic.code();
  }

  static boolean at(@Nullable Element element, Diagnostic diagnostic) {
    for (Element around = element; around != null; around = around.getEnclosingElement()) {
      if (isSilencedBy(around, token(diagnostic))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSilencedBy(Element element, String token) {
    return MoreElements.getAnnotationMirror(element, SuppressWarnings.class)
        .transform(mirror -> AnnotationMirrors.getAnnotationValue(mirror, "value"))
        .transform(AnnotationValues::getAnnotationValues)
        .or(ImmutableList.of())
        .stream()
        .map(AnnotationValue::getValue)
        .anyMatch(token::equals);
  }
}
