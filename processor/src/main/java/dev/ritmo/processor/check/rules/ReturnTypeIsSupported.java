package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * The result is there when the method returns, or in a future that the runtime can stand in for.
 */
public final class ReturnTypeIsSupported implements Rule<GovernedMethod> {

  private static final Set<String> SUPPORTED_FUTURES =
      Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

  private static final Set<String> ASYNCHRONOUS =
      Set.of(
          "java.util.concurrent.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow.Publisher",
          "org.reactivestreams.Publisher",
          "io.reactivex.Completable",
          "io.reactivex.Maybe",
          "io.reactivex.Observable",
          "io.reactivex.Single",
          "io.reactivex.rxjava3.core.Completable",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Observable",
          "io.reactivex.rxjava3.core.Single",
          "io.smallrye.mutiny.Multi",
          "io.smallrye.mutiny.Uni",
          "dev.langchain4j.service.TokenStream",
          "kotlinx.coroutines.Deferred",
          "kotlinx.coroutines.flow.Flow");

  private static final Set<String> STREAMING_HANDLERS =
      Set.of(
          "dev.langchain4j.model.StreamingResponseHandler",
          "dev.langchain4j.model.chat.response.StreamingChatResponseHandler");

  private final Types types;

  public ReturnTypeIsSupported(Types types) {
    this.types = types;
  }

  @Override
  public void check(GovernedMethod method, Findings findings) {
    TypeMirror type = method.element().getReturnType();
    if (type.getKind() == TypeKind.VOID) {
      streamingHandler(method)
          .ifPresent(handler -> report(method, "hands it to a " + handler, findings));
    } else if (!isSupportedFuture(type) && isAny(type, ASYNCHRONOUS)) {
      report(method, "returns " + type, findings);
    }
  }

  private Optional<TypeMirror> streamingHandler(GovernedMethod method) {
    return method.element().getParameters().stream()
        .<TypeMirror>map(VariableElement::asType)
        .filter(type -> isAny(type, STREAMING_HANDLERS))
        .findFirst();
  }

  private static boolean isSupportedFuture(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED && SUPPORTED_FUTURES.contains(nameOf(type));
  }

  /** Whether the type, or what it extends, implements or is bounded by, is one of these. */
  private boolean isAny(TypeMirror type, Set<String> names) {
    return switch (type.getKind()) {
      case DECLARED -> names.contains(nameOf(type)) || isAnySupertype(type, names);
      case TYPEVAR, INTERSECTION -> isAnySupertype(type, names);
      default -> false;
    };
  }

  private boolean isAnySupertype(TypeMirror type, Set<String> names) {
    return types.directSupertypes(type).stream().anyMatch(supertype -> isAny(supertype, names));
  }

  private static String nameOf(TypeMirror type) {
    return MoreTypes.asTypeElement(type).getQualifiedName().toString();
  }

  private static void report(GovernedMethod method, String found, Findings findings) {
    findings.add(Diagnostic.RETURN_TYPE_UNSUPPORTED, method.position(), method.subject(), found);
  }
}
