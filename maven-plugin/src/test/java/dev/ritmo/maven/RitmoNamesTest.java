package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.adapter.reactor.core.publisher.MonoAdapter;
import dev.ritmo.runtime.spi.Governed;
import dev.ritmo.runtime.spi.Governs;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Modifier;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

/** The plugin knows the other modules as text; here the text meets them. */
class RitmoNamesTest {

  @Test
  void annotationsAreThose() {
    assertThat(RitmoNames.ANNOTATIONS)
        .containsExactly(
            Type.getDescriptor(RateLimited.class),
            Type.getDescriptor(RateLimited.List.class),
            Type.getDescriptor(RetryOnRateLimit.class),
            Type.getDescriptor(Governed.class));
  }

  @Test
  void listingIsKeptInClassFiles() throws NoSuchMethodException {
    assertThat(Type.getDescriptor(Governs.class)).isEqualTo(RitmoNames.GOVERNS);
    assertThat(Governs.class.getMethod("type").getReturnType()).isEqualTo(String.class);
    assertThat(Governs.class.getMethod("methods").getReturnType()).isEqualTo(String[].class);
    assertThat(Governs.class.getMethod("spared").getReturnType()).isEqualTo(String[].class);
    assertThat(Governs.class.getAnnotation(Retention.class).value())
        .isEqualTo(RetentionPolicy.CLASS);
  }

  @Test
  void processorIsThat() throws ClassNotFoundException {
    assertThat(Processor.class.isAssignableFrom(load(RitmoNames.PROCESSOR_CLASS))).isTrue();
  }

  @Test
  void aspectIsAskedForByItsName() throws ReflectiveOperationException {
    Class<?> aspect = load(RitmoNames.ASPECT.replace('/', '.'));

    assertThat(Modifier.isStatic(aspect.getMethod(RitmoNames.ASPECT_OF).getModifiers())).isTrue();
  }

  @Test
  void decoratorsAreNamedAsTheProcessorNamesThem() {
    assertThat(RitmoNames.decoratorOf("acme.Outer$Inner")).isEqualTo("acme.Outer_Inner_Limited");
    assertThat(RitmoNames.decoratorOf("acme.Outer_Inner")).isEqualTo("acme.Outer__Inner_Limited");
    assertThat(RitmoNames.decoratorOf("Plain")).isEqualTo("Plain_Limited");
  }

  @Test
  void adaptersAreInTheirPackages() {
    assertThat(Type.getInternalName(MonoAdapter.class)).startsWith(RitmoNames.ADAPTERS);
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, RitmoNamesTest.class.getClassLoader());
  }
}
