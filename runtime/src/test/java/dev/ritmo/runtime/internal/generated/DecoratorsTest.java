package dev.ritmo.runtime.internal.generated;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.aspect.Woven;
import dev.ritmo.runtime.spi.Governed;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which instances get a decorator; what that does is for the builds of the plugin. */
class DecoratorsTest {

  interface Assistant<T> {
    String ask(T question);

    void tell();
  }

  interface Inherits extends Assistant<String> {}

  interface Plain {}

  @Test
  void anInstanceWithoutLimitsGetsThem() {
    Assistant<String> instance = new Unlimited();

    Assistant<?> limited = Ritmo.limit(Assistant.class, instance);

    assertThat(limited).isInstanceOf(DecoratorsTest_Assistant_Limited.class);
    assertThat(((DecoratorsTest_Assistant_Limited<?>) limited).target).isSameInstanceAs(instance);
  }

  @Test
  void aProxyGetsThem() {
    Assistant<?> proxy = proxy(Assistant.class);

    assertThat(Ritmo.limit(Assistant.class, proxy))
        .isInstanceOf(DecoratorsTest_Assistant_Limited.class);
    assertThat(Decorators.limit((Object) proxy))
        .isInstanceOf(DecoratorsTest_Assistant_Limited.class);
  }

  @Test
  void whatIsLimitedStaysAsItIs() {
    Assistant<?> limited = Ritmo.limit(Assistant.class, new Unlimited());

    assertThat(Ritmo.limit(Assistant.class, limited)).isSameInstanceAs(limited);
    assertThat(Decorators.limit((Object) limited)).isSameInstanceAs(limited);
  }

  @Test
  void anInstanceThatLimitsItselfStaysAsItIs() {
    Assistant<?> itself = new LimitsItself();
    Assistant<?> inherits = new LimitsItself() {};

    assertThat(Ritmo.limit(Assistant.class, itself)).isSameInstanceAs(itself);
    assertThat(Ritmo.limit(Assistant.class, inherits)).isSameInstanceAs(inherits);
  }

  @Test
  void anInstanceThatLimitsSomeMethodsOnlyIsRejected() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Ritmo.limit(Assistant.class, new LimitsOneMethod()));

    assertThat(thrown)
        .hasMessageThat()
        .isEqualTo(
            DecoratorsTest.class.getName()
                + "$LimitsOneMethod must govern all or none of the methods that "
                + DecoratorsTest.class.getName()
                + "$Assistant governs, but governs [ask(java.lang.Object)] and not [tell()]. Fix:"
                + " annotate all of them, or none.");
  }

  @Test
  void aTypeWithoutDecoratorIsRejected() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Ritmo.limit(Plain.class, proxy(Plain.class)));

    assertThat(thrown)
        .hasMessageThat()
        .startsWith(
            "%s$Plain must be an interface with a governed abstract method, but there is no class %s_Plain_Limited. Fix: "
                .formatted(DecoratorsTest.class.getName(), DecoratorsTest.class.getName()));
    assertThrows(IllegalArgumentException.class, () -> Ritmo.limit(String.class, ""));
  }

  @Test
  void anInstanceOfAnythingElsePassesWhereItIsNotAskedFor() {
    Object plain = proxy(Plain.class);

    assertThat(Decorators.limit(plain)).isSameInstanceAs(plain);
  }

  @Test
  void inheritedLimitsAreNotLostInSilence() {
    Object inherits = proxy(Inherits.class);

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Decorators.limit(inherits));

    assertThat(thrown).hasMessageThat().contains("$Inherits inherits governed methods from ");
  }

  private static <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new AssertionError(method);
            }));
  }

  static final class Unlimited implements Assistant<String> {
    @Override
    public String ask(String question) {
      return question;
    }

    @Override
    public void tell() {}
  }

  static class LimitsItself implements Assistant<String> {
    @Woven
    @Override
    public String ask(String question) {
      return question;
    }

    @Woven
    @Override
    public void tell() {}
  }

  static final class LimitsOneMethod implements Assistant<String> {
    @Woven
    @Override
    public String ask(String question) {
      return question;
    }

    @Woven // as an accessor that is spared, which the generated class does not list
    @Override
    public void tell() {}
  }
}

/** As the processor writes it, and the weaver marks it. */
final class DecoratorsTest_Assistant_Limited<T> implements DecoratorsTest.Assistant<T> {
  final DecoratorsTest.Assistant<T> target;

  DecoratorsTest_Assistant_Limited(DecoratorsTest.Assistant<T> target) {
    this.target = target;
  }

  @Woven
  @Governed
  @Override
  public String ask(T question) {
    return target.ask(question);
  }

  @Woven
  @Governed
  @Override
  public void tell() {
    target.tell();
  }
}

final class DecoratorsTest_Assistant_Limited_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of("ask(java.lang.Object)", "a"), GovernedMethod.of("tell()", "b"));
  }
}

final class DecoratorsTest_LimitsItself_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of("ask(java.lang.String)", "a"), GovernedMethod.of("tell()", "b"));
  }
}

final class DecoratorsTest_LimitsOneMethod_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(GovernedMethod.of("ask(java.lang.String)", "a"));
  }
}
