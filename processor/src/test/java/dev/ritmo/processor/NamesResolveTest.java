package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;

import com.palantir.javapoet.ClassName;
import dev.ritmo.Prompt;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.processor.model.Dimension;
import dev.ritmo.processor.model.RuntimeTypes;
import dev.ritmo.processor.read.AnnotationNames;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The processor knows names only; here they meet the classes. */
class NamesResolveTest {

  @Test
  void theNamesOfTheAnnotationsAreTheirs() {
    assertThat(RateLimited.class.getName()).isEqualTo(AnnotationNames.RATE_LIMITED);
    assertThat(RateLimited.List.class.getCanonicalName())
        .isEqualTo(AnnotationNames.RATE_LIMITED_LIST);
    assertThat(RetryOnRateLimit.class.getName()).isEqualTo(AnnotationNames.RETRY_ON_RATE_LIMIT);
    assertThat(Prompt.class.getName()).isEqualTo(AnnotationNames.PROMPT);
  }

  @Test
  void theNamesOfTheElementsAreExactlyTheirs() throws IllegalAccessException {
    Set<String> names = new TreeSet<>();
    for (Object constant : constantsOf(AnnotationNames.class)) {
      if (constant instanceof String name) {
        names.add(name);
      }
    }
    names.remove(AnnotationNames.RATE_LIMITED);
    names.remove(AnnotationNames.RATE_LIMITED_LIST);
    names.remove(AnnotationNames.RETRY_ON_RATE_LIMIT);
    names.remove(AnnotationNames.PROMPT);
    Stream.of(Dimension.values()).map(Dimension::element).forEach(names::add);

    assertThat(names)
        .containsExactlyElementsIn(
            Stream.of(RateLimited.class, RateLimited.List.class, RetryOnRateLimit.class)
                .flatMap(annotation -> Stream.of(annotation.getDeclaredMethods()))
                .map(Method::getName)
                .distinct()
                .toList());
  }

  @Test
  void theTypesOfTheRuntimeAreThere() throws ReflectiveOperationException {
    List<ClassName> names = new ArrayList<>();
    for (Object constant : constantsOf(RuntimeTypes.class)) {
      if (constant instanceof ClassName name) {
        names.add(name);
      }
    }

    assertThat(names).isNotEmpty();
    for (ClassName name : names) {
      assertThat(Class.forName(name.reflectionName())).isNotNull();
    }
  }

  @Test
  void theDimensionsAreThoseOfTheRuntime() {
    assertThat(Stream.of(Dimension.values()).map(Dimension::element).toList())
        .containsExactlyElementsIn(
            Stream.of(dev.ritmo.runtime.spi.Dimension.values())
                .map(dev.ritmo.runtime.spi.Dimension::element)
                .toList())
        .inOrder();
  }

  private static List<Object> constantsOf(Class<?> type) throws IllegalAccessException {
    List<Object> constants = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        constants.add(field.get(null));
      }
    }
    return constants;
  }
}
