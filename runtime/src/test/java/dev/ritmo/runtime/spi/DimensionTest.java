package dev.ritmo.runtime.spi;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ritmo.RateLimited;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each dimension is everywhere where one has to be. */
final class DimensionTest {

  private static final Path ASPECT =
      Path.of("src/main/aspectj/dev/ritmo/runtime/aspect/GovernedCalls.aj");

  @ParameterizedTest
  @EnumSource
  void theAnnotationHasAnElementForIt(Dimension dimension) throws ReflectiveOperationException {
    Method element = RateLimited.class.getMethod(dimension.element());

    assertThat(element.getReturnType())
        .isEqualTo(dimension.most() == Integer.MAX_VALUE ? int.class : long.class);
  }

  @ParameterizedTest
  @EnumSource
  void generatedCodeCanMakeALimitOfIt(Dimension dimension) {
    assertThat(
            Arrays.stream(Limit.class.getMethods())
                .filter(method -> method.getName().equals(dimension.element()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getReturnType))
        .containsExactly(Limit.class);
  }

  @ParameterizedTest
  @EnumSource
  void theAspectLooksAtArgumentsWhereItIsReserved(Dimension dimension)
      throws IOException, ReflectiveOperationException {
    String element = dimension.element();
    String aspect = Files.readString(ASPECT, UTF_8);

    for (String pointcut :
        new String[] {
          "execution(@RateLimited(%s != 0) * *(..))", "within(@RateLimited(%s != 0) *)"
        }) {
      assertWithMessage(pointcut)
          .that(aspect.contains(pointcut.formatted(element)))
          .isEqualTo(dimension.isReserved());
    }
    if (dimension.isReserved()) {
      assertThat(RateLimited.class.getMethod(element).getDefaultValue()).isEqualTo(0L);
    }
  }
}
