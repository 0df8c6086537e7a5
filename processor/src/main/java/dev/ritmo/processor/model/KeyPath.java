package dev.ritmo.processor.model;

import java.util.List;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The key of a governed method, as far as it could be resolved.
 *
 * @param limit the annotation that contains it
 * @param names its parts; empty if it is not a path of names
 * @param parameter its first name; null if there is no such parameter
 * @param position the position of that parameter, from 0
 * @param steps the members that follow; fewer than the names if one of them was not found
 * @param others the names that exist instead of one that was not found
 */
public record KeyPath(
    RateLimit limit,
    List<String> names,
    @Nullable VariableElement parameter,
    int position,
    List<KeyStep> steps,
    List<String> others) {

  /** The path as written. */
  public String text() {
    return limit.key().value();
  }

  /** Its position in the source. */
  public Position at() {
    return limit.place().at(limit.key());
  }

  /** Whether every name was found. */
  public boolean isResolved() {
    return parameter != null && steps.size() == names.size() - 1;
  }

  /** The type of the last name that was found; null if none was. */
  public @Nullable TypeMirror type() {
    if (!steps.isEmpty()) {
      return steps.get(steps.size() - 1).type();
    }
    return parameter == null ? null : parameter.asType();
  }

  /** Whether it ends at a type that does not exist, or not yet; javac reports it. */
  public boolean meetsError() {
    TypeMirror type = type();
    return type != null && type.getKind() == TypeKind.ERROR;
  }

  /** The name that was not found; only for a path that is not resolved. */
  public String missing() {
    return names.get(parameter == null ? 0 : steps.size() + 1);
  }
}
