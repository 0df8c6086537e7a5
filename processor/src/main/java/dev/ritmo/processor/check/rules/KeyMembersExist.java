package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.check.Spelling;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.KeyPath;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Every name of a key after the parameter is a member of the type of the name before it. */
public final class KeyMembersExist implements Rule<GovernedMethod> {

  private static final Set<String> GETTERS = Set.of("get", "is");

  @Override
  public void check(GovernedMethod method, Findings findings) {
    KeyPath key = method.arguments().key();
    if (key == null || key.parameter() == null || key.isResolved()) {
      return;
    }
    TypeMirror type = key.type();
    if (type == null || type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.VOID) {
      return; // javac or another rule reports it
    }
    findings.add(
        Diagnostic.KEY_MEMBER_UNKNOWN,
        key.at(),
        method.subject(),
        key.text(),
        type,
        key.missing(),
        meant(key).map(name -> " (did you mean " + name + "?)").orElse(""));
  }

  private static Optional<String> meant(KeyPath key) {
    String written = key.missing();
    return key.others().stream()
        .filter(name -> GETTERS.stream().anyMatch(get -> name.equalsIgnoreCase(get + written)))
        .findFirst()
        .or(() -> Spelling.closest(written, key.others().stream()));
  }
}
