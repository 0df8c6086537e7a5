package dev.ritmo.processor.read;

import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreTypes;
import com.sun.source.util.Trees;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Overriding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads which methods override governed ones. Like its elements, it is valid for one round. */
public final class OverridingReader {

  private final Elements elements;
  private final Types types;
  private final Signatures signatures;
  private final GovernedMethods governed;
  private final @Nullable Trees trees;

  /** With the trees of javac; null for other compilers. */
  public OverridingReader(Elements elements, Types types, @Nullable Trees trees) {
    this.elements = elements;
    this.types = types;
    this.trees = trees;
    signatures = new Signatures(elements, types);
    governed = new GovernedMethods(new GovernedTypeReader(elements, types));
  }

  /** The type as a governed one, if it contains any annotation. */
  public Stream<GovernedType> governed(TypeElement type) {
    return governed.typeIn(type);
  }

  /** Its methods that override governed ones, each once. */
  public List<Overriding> read(TypeElement type) {
    List<GovernedMethod> inherited =
        supertypes(type).stream().flatMap(supertype -> governed.in(supertype).stream()).toList();
    List<Overriding> found = new ArrayList<>();
    if (!inherited.isEmpty()) {
      for (ExecutableElement method : methodsIn(type.getEnclosedElements())) {
        inherited.stream()
            .filter(other -> elements.overrides(method, other.element(), type))
            .findFirst()
            .ifPresent(other -> found.add(overriding(method, other)));
      }
    }
    return found;
  }

  private Overriding overriding(ExecutableElement method, GovernedMethod overridden) {
    return new Overriding(
        method,
        signatures.qualified(method),
        governed.find(method),
        overridden,
        signatures.qualified(overridden.element()),
        Optional.ofNullable(trees).map(known -> SuperCalls.in(known.getTree(method), method)));
  }

  private Set<TypeElement> supertypes(TypeElement type) {
    Set<TypeElement> found = new LinkedHashSet<>();
    addSupertypes(type.asType(), found);
    return found;
  }

  private void addSupertypes(TypeMirror type, Set<TypeElement> found) {
    for (TypeMirror supertype : types.directSupertypes(type)) {
      if (supertype.getKind() == TypeKind.DECLARED
          && found.add(MoreTypes.asTypeElement(supertype))) {
        addSupertypes(supertype, found);
      }
    }
  }
}
