package dev.ritmo.processor.read;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.KeyStep;
import dev.ritmo.processor.model.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Resolves the path of a key against the parameters of a method, as far as possible. */
final class KeyReader {

  private final KeyMembers members;

  KeyReader(Elements elements, Types types) {
    members = new KeyMembers(elements, types);
  }

  KeyPath read(RateLimit limit, ExecutableElement method) {
    List<String> names = names(limit.key().value());
    List<? extends VariableElement> parameters = method.getParameters();
    for (int i = 0; i < parameters.size() && !names.isEmpty(); i++) {
      if (parameters.get(i).getSimpleName().contentEquals(names.get(0))) {
        return from(parameters.get(i), i, names, limit);
      }
    }
    List<String> others =
        parameters.stream().map(parameter -> parameter.getSimpleName().toString()).toList();
    return new KeyPath(limit, names, null, -1, List.of(), others);
  }

  private KeyPath from(
      VariableElement parameter, int position, List<String> names, RateLimit limit) {
    List<KeyStep> steps = steps(parameter, names);
    TypeMirror last = steps.isEmpty() ? parameter.asType() : steps.get(steps.size() - 1).type();
    boolean isResolved = steps.size() == names.size() - 1;
    List<String> others = isResolved ? List.of() : members.names(last);
    return new KeyPath(limit, names, parameter, position, steps, others);
  }

  private static List<String> names(String path) {
    List<String> names = List.of(path.split("\\.", -1));
    return names.stream().allMatch(SourceVersion::isIdentifier) ? names : List.of();
  }

  /**
   * Follows the names. Generated code cannot name type arguments, which may be inaccessible, so it
   * sees less than the compiler; if that is too little for the next step, it has to cast.
   */
  private List<KeyStep> steps(VariableElement parameter, List<String> names) {
    List<KeyStep> steps = new ArrayList<>();
    TypeMirror type = parameter.asType();
    TypeMirror seen = null;
    for (String name : names.subList(1, names.size())) {
      Found found = find(type, name).orElse(null);
      if (found == null) {
        break;
      }
      TypeElement owner = MoreTypes.asTypeElement(found.owner());
      DeclaredType enough = seen == null ? null : members.as(seen, found.owner());
      DeclaredType receiver = enough == null ? members.open(found.owner()) : enough;
      type = members.typeOf(found.member(), found.owner());
      seen = members.typeOf(found.member(), receiver);
      steps.add(new KeyStep(enough == null ? receiver : null, owner, found.member(), type));
    }
    return steps;
  }

  private Optional<Found> find(TypeMirror type, String name) {
    return members.declaredTypes(type).stream()
        .flatMap(
            owner ->
                members
                    .find(MoreTypes.asTypeElement(owner), name)
                    .map(member -> new Found(owner, member))
                    .stream())
        .findFirst();
  }

  private record Found(DeclaredType owner, Element member) {}
}
