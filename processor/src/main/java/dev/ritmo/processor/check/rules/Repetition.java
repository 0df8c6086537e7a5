package dev.ritmo.processor.check.rules;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.ritmo.processor.model.GovernedMethod;
import dev.ritmo.processor.model.Retry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The side effects of repeating a method, as far as the annotations of LangChain4j and its
 * integrations tell: the effects of tools, and messages added to the memory of a chat.
 */
final class Repetition {

  private static final String TOOL = "dev.langchain4j.agent.tool.Tool";
  private static final String TOOL_BOX = "io.quarkiverse.langchain4j.ToolBox";
  private static final String MEMORY_ID = "dev.langchain4j.service.MemoryId";
  private static final String TOKEN_STREAM = "dev.langchain4j.service.TokenStream";

  /** The package of the annotations on methods and parameters of AI services. */
  private static final String OF_SERVICES = "dev.langchain4j.service.";

  private static final String MEMORY_ACCESS = "dev.langchain4j.service.memory.ChatMemoryAccess";

  /** The elements of the annotations on AI services that give them tools or a memory. */
  private static final Map<String, Set<String>> SERVICES =
      Map.of(
          "dev.langchain4j.service.spring.AiService",
          Set.of("tools", "chatMemory", "chatMemoryProvider"),
          "io.quarkiverse.langchain4j.RegisterAiService",
          Set.of("tools", "chatMemoryProviderSupplier"));

  /** What a retry of an AI service does; it is not known which of its parts it has. */
  static final String EFFECTS =
      "run its tools again, and put the user's message into its chat memory twice";

  private Repetition() {}

  /** Whether the method is retried at all. */
  static boolean isRetried(GovernedMethod method) {
    Retry retry = method.retry();
    return retry != null && retry.maxAttempts().value() > 1;
  }

  /** The effect of retrying a method itself; empty if none is known. */
  static Optional<String> of(GovernedMethod method) {
    Optional<String> known = of(method.element());
    if (known.isPresent()) {
      return known;
    }
    if (returnsStream(method.element())) {
      return Optional.of("returns a TokenStream: starting it again would " + EFFECTS);
    }
    return method.isAbstract() && isOfService(method.element())
        ? Optional.of("belongs to an AI service: a retry of all its requests would " + EFFECTS)
        : Optional.empty();
  }

  private static boolean returnsStream(ExecutableElement method) {
    TypeMirror type = method.getReturnType();
    return type.getKind() == TypeKind.DECLARED && isNamed(type, TOKEN_STREAM);
  }

  /** Whether the annotations of the method or its type are those of AI services. */
  private static boolean isOfService(ExecutableElement method) {
    return Stream.of(
            Stream.of(method.getEnclosingElement(), method), method.getParameters().stream())
        .flatMap(elements -> elements)
        .flatMap(element -> element.getAnnotationMirrors().stream())
        .map(Repetition::nameOf)
        .anyMatch(name -> SERVICES.containsKey(name) || name.startsWith(OF_SERVICES));
  }

  /** The effect of calling a method again; empty if none is known. */
  static Optional<String> of(ExecutableElement method) {
    if (isAnnotated(method, TOOL)) {
      return Optional.of("is a tool, whose effects would come again");
    }
    if (method.getParameters().stream().anyMatch(parameter -> isAnnotated(parameter, MEMORY_ID))) {
      return Optional.of("has a @MemoryId: the message would stand in the chat memory again");
    }
    if (isAnnotated(method, TOOL_BOX)) {
      return Optional.of("has a @ToolBox: its tools would run again");
    }
    TypeElement type = MoreElements.asType(method.getEnclosingElement());
    return Stream.concat(
            type.getAnnotationMirrors().stream().flatMap(Repetition::ofService),
            Stream.of(type)
                .filter(Repetition::remembers)
                .map(of -> "belongs to an AI service with a chat memory"))
        .findFirst();
  }

  private static Stream<String> ofService(AnnotationMirror service) {
    Set<String> elements = SERVICES.getOrDefault(nameOf(service), Set.of());
    return service.getElementValues().entrySet().stream()
        .filter(entry -> elements.contains(entry.getKey().getSimpleName().toString()))
        .map(entry -> "belongs to an AI service with " + entry.getKey().getSimpleName());
  }

  private static boolean remembers(TypeElement type) {
    return type.getInterfaces().stream().anyMatch(Repetition::isMemoryAccess);
  }

  private static boolean isMemoryAccess(TypeMirror type) {
    return MoreTypes.isType(type) && isNamed(type, MEMORY_ACCESS);
  }

  private static boolean isNamed(TypeMirror type, String name) {
    return MoreTypes.asTypeElement(type).getQualifiedName().contentEquals(name);
  }

  private static boolean isAnnotated(Element element, String annotation) {
    return MoreElements.isAnnotationPresent(element, annotation);
  }

  private static String nameOf(AnnotationMirror mirror) {
    return MoreTypes.asTypeElement(mirror.getAnnotationType()).getQualifiedName().toString();
  }
}
