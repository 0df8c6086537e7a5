package dev.ritmo.processor.model;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A member on the path of a key.
 *
 * @param receiver the type to which generated code has to cast the value that has the member; null
 *     if no cast is needed
 * @param owner the type of that value
 * @param member a method without parameters, or a field
 * @param type its type, as the compiler sees it there
 */
public record KeyStep(
    @Nullable DeclaredType receiver, TypeElement owner, Element member, TypeMirror type) {

  /** Whether it is called. */
  public boolean isMethod() {
    return member.getKind() == ElementKind.METHOD;
  }

  /** As Java source: {@code user()}, or {@code user} for a field. */
  public String code() {
    return member.getSimpleName() + (isMethod() ? "()" : "");
  }

  /** Its name for users: {@code com.acme.Request.user()}. */
  public String shown() {
    return owner.getQualifiedName() + "." + code();
  }
}
