package dev.ritmo.processor.read;

import static com.google.common.collect.Iterables.concat;
import static javax.lang.model.util.ElementFilter.constructorsIn;
import static javax.lang.model.util.ElementFilter.methodsIn;

import com.google.auto.common.MoreElements;
import dev.ritmo.processor.model.FromArguments;
import dev.ritmo.processor.model.KeyPath;
import dev.ritmo.processor.model.Prompt;
import dev.ritmo.processor.model.RateLimit;
import dev.ritmo.processor.model.RateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads how the calls of a method depend on their arguments. */
final class ArgumentsReader {

  private final KeyReader keys;
  private final TextTypes texts;

  ArgumentsReader(Elements elements, Types types) {
    keys = new KeyReader(elements, types);
    texts = new TextTypes(types);
  }

  FromArguments read(ExecutableElement method, @Nullable RateLimits limits) {
    List<? extends VariableElement> parameters = method.getParameters();
    List<VariableElement> marked =
        parameters.stream().filter(ArgumentsReader::isMarked).<VariableElement>map(p -> p).toList();
    KeyPath key =
        limits == null ? null : limits.keyed().map(limit -> keys.read(limit, method)).orElse(null);
    if (limits == null || limits.all().stream().noneMatch(RateLimit::limitsPrompts)) {
      return new FromArguments(key, marked, List.of());
    }
    List<Integer> prompt =
        IntStream.range(0, parameters.size())
            .filter(
                i ->
                    marked.isEmpty()
                        ? texts.holdsText(parameters.get(i).asType())
                        : marked.contains(parameters.get(i)))
            .boxed()
            .toList();
    return new FromArguments(key, marked, prompt);
  }

  /** Every marked prompt in a type, whether or not anything is estimated from it. */
  static List<Prompt> prompts(TypeElement type) {
    List<? extends Element> members = type.getEnclosedElements();
    List<Prompt> prompts = new ArrayList<>();
    for (ExecutableElement method : concat(constructorsIn(members), methodsIn(members))) {
      for (VariableElement parameter : method.getParameters()) {
        mark(parameter).ifPresent(mark -> prompts.add(new Prompt(method, parameter, mark)));
      }
    }
    return prompts;
  }

  private static boolean isMarked(VariableElement parameter) {
    return mark(parameter).isPresent();
  }

  private static Optional<AnnotationMirror> mark(VariableElement parameter) {
    return MoreElements.getAnnotationMirror(parameter, AnnotationNames.PROMPT).toJavaUtil();
  }
}
