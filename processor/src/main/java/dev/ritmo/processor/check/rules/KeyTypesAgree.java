package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.RateLimits;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * The keys of a limiter have one type wherever its name is used, across types and rounds: keys of
 * different types are never equal, so a user would have the limit twice.
 */
public final class KeyTypesAgree implements Rule<GovernedMethod> {

  private final Types types;
  private final Map<String, Keyed> firstByLimiter = new HashMap<>();

  public KeyTypesAgree(Types types) {
    this.types = types;
  }

  @Override
  public void check(GovernedMethod method, Findings findings) {
    RateLimits limits = method.limits();
    KeyPath key = method.arguments().key();
    TypeMirror type = key == null ? null : key.type();
    if (limits == null || key == null || !key.isResolved() || type == null) {
      return;
    }
    String where = method.element().getEnclosingElement() + "." + method.shown();
    Keyed keyed = new Keyed(nameOf(type), where);
    Keyed first = firstByLimiter.putIfAbsent(limits.limiterName(), keyed);
    if (first != null && !first.type.equals(keyed.type)) {
      findings.add(
          Diagnostic.KEY_TYPES_DISAGREE,
          key.at(),
          limits.limiterName(),
          first.type,
          first.where,
          keyed.type,
          keyed.where);
    }
  }

  private String nameOf(TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      return types.boxedClass(MoreTypes.asPrimitiveType(type)).toString();
    }
    return types.erasure(type).toString();
  }

  /** Without elements, which are valid for one round only. */
  private record Keyed(String type, String where) {}
}
