package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.GovernedMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * The result is returned directly, or in a future or publisher that the runtime can replace, or in
 * a type that has an adapter.
 */
public final class ReturnTypeIsSupported implements Rule<GovernedMethod> {

  private static final Set<String> SUPPORTED =
      Set.of(
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.Flow.Publisher");

  private static final Map<String, String> OUR_ADAPTERS =
      Map.of(
          "dev.langchain4j.service.TokenStream", "ritmo-langchain4j",
          "reactor.core.publisher.Flux", "ritmo-reactor",
          "reactor.core.publisher.Mono", "ritmo-reactor",
          "io.reactivex.rxjava3.core.Completable", "ritmo-rxjava3",
          "io.reactivex.rxjava3.core.Flowable", "ritmo-rxjava3",
          "io.reactivex.rxjava3.core.Maybe", "ritmo-rxjava3",
          "io.reactivex.rxjava3.core.Observable", "ritmo-rxjava3",
          "io.reactivex.rxjava3.core.Single", "ritmo-rxjava3");

  private static final String ADAPTERS =
      "the adapters of ritmo-reactor are for Mono and Flux, those of ritmo-rxjava3 for its"
          + " Completable, Flowable, Maybe, Observable and Single, that of ritmo-langchain4j for"
          + " TokenStream";

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
          .ifPresent(handler -> report(method, "hands it to a " + handler, ADAPTERS, findings));
    } else if (!method.isDeferred() && !isSupported(type) && isAny(type, ASYNCHRONOUS)) {
      report(method, "returns " + type, adapters(type), findings);
    }
  }

  private static String adapters(TypeMirror type) {
    String artifact = type.getKind() == TypeKind.DECLARED ? OUR_ADAPTERS.get(nameOf(type)) : null;
    return artifact == null
        ? ADAPTERS
        : "the adapter of this one comes with the dependency dev.ritmo:" + artifact;
  }

  private Optional<TypeMirror> streamingHandler(GovernedMethod method) {
    return method.element().getParameters().stream()
        .<TypeMirror>map(VariableElement::asType)
        .filter(type -> isAny(type, STREAMING_HANDLERS))
        .findFirst();
  }

  private static boolean isSupported(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED && SUPPORTED.contains(nameOf(type));
  }

  /** Whether the type, a supertype or a bound of it is one of these. */
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

  private static void report(GovernedMethod method, String found, String hint, Findings findings) {
    findings.add(
        Diagnostic.RETURN_TYPE_UNSUPPORTED, method.position(), method.subject(), found, hint);
  }
}
