package dev.ritmo.spring;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.spring.governed.Chat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

final class ConfigurationTest {

  private static final Limit TEN = Limit.calls(10, 1, TimeUnit.MINUTES);

  @RegisterExtension final Contexts contexts = new Contexts();

  @TempDir Path folder;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class Application {

    @Bean
    Chat chat() {
      return new Chat();
    }
  }

  private static long calls(String limiter) {
    return Ritmo.limiter(limiter).snapshot().limits().get(0).amount();
  }

  private String yaml(String content) throws IOException {
    Path file = folder.resolve("application.yaml");
    Files.writeString(file, content);
    return "--spring.config.location=" + file.toUri();
  }

  @Test
  void limitersOfBeansAreThereBeforeTheirFirstCalls() {
    contexts.start(Application.class);

    assertThat(calls("chat")).isEqualTo(2);
  }

  @Test
  void yamlOverridesTheAnnotation() throws IOException {
    var context =
        contexts.start(
            Application.class,
            yaml(
                """
                ritmo:
                  limiter:
                    chat:
                      calls: 3
                      period: ${period}
                """),
            "--period=2",
            "--ritmo.strict=true");

    assertThat(Ritmo.limiter("chat").snapshot().limits())
        .containsExactly(Limit.calls(3, 2, TimeUnit.SECONDS));
    assertThat(context.getBean(Chat.class).askTwice("why")).contains("why");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ritmo.limiter.[%s].calls: 3",
        "ritmo.limiter[%s].calls: 3",
        "'ritmo.limiter.%s.calls': 3",
        "ritmo: {limiter: {'[%s]': {calls: 3}}}",
        "ritmo: {limiter: {'%s': {calls: 3}}}",
        "ritmo: {limiter: {'[%s]': {CALLS: 3}}}",
      })
  void namesOfAllKindsCanBeWritten(String form) throws IOException {
    for (String name : new String[] {"gpt-5.2", "com.acme.Chat.ask(String,int)", "My_chat"}) {
      Ritmo.reset();
      var context = contexts.start(Application.class, yaml(form.formatted(name)));

      Limiter limiter = Ritmo.limiter(name, TEN);

      assertThat(limiter.snapshot().limits().get(0).amount()).isEqualTo(3);
      context.close();
    }
  }

  @Test
  void elementsHaveRelaxedSpellings() {
    contexts.start(
        Application.class,
        "--ritmo.limiter.wide.per-key.calls=3",
        "--ritmo.limiter.chat.max-wait=5",
        "--ritmo.strict=false");
    Limiter limiter = Ritmo.limiter("wide", dev.ritmo.runtime.Limits.of(TEN).perKey(TEN));

    assertThat(limiter.snapshot().perKey().get(0).amount()).isEqualTo(3);
    assertThat(limiter.snapshot().limits().get(0).amount()).isEqualTo(10);
  }

  private ConfigurableApplicationContext startWith(PropertySource<?> source, String... arguments) {
    return contexts.start(
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .initializers(context -> context.getEnvironment().getPropertySources().addLast(source)),
        arguments);
  }

  @Test
  void environmentVariablesHaveThePlaceThatSpringGivesThem() {
    PropertySource<?> variables =
        new SystemEnvironmentPropertySource(
            "test-systemEnvironment", Map.of("RITMO_LIMITER_CHAT_CALLS", "4"));
    startWith(variables, "--ritmo.strict=true").close();
    startWith(variables);
    assertThat(calls("chat")).isEqualTo(4);

    startWith(variables, "--ritmo.limiter.chat.calls=5");
    assertThat(calls("chat")).isEqualTo(5);
  }

  @Test
  void sourcesThatCannotListTheirPropertiesAreAsked() {
    startWith(
        new PropertySource<>("vault", new Object()) {
          @Override
          public @Nullable Object getProperty(String name) {
            return name.equals("ritmo.limiter.chat.calls") ? 6 : null;
          }
        },
        "--ritmo.strict=true");

    assertThat(calls("chat")).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ritmo.limiter.chta.calls=3",
        "ritmo.limiter.chat.cals=3",
        "ritmo.limiter.chat.calls=many",
        "ritmo.limiter.chat.calls=-1",
        "ritmo.limiter.nothing-like-it.calls=3",
        "ritmo.limiter.Chat.calls=3",
        "ritmo.limiters.chat.calls=3",
        "ritmo.retry.caht.max-attempts=3",
        "ritmo.verify=true",
      })
  void aMistakeIsIgnoredOrStopsAStrictApplication(String mistake) {
    var context = contexts.start(Application.class, "--" + mistake);
    assertThat(context.getBean(Chat.class).ask("why")).contains("why");
    assertThat(calls("chat")).isEqualTo(2);
    context.close();

    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> contexts.start(Application.class, "--" + mistake, "--ritmo.strict=true"));

    assertThat(failure).hasMessageThat().contains("ritmo.strict");
    assertThat(failure).hasMessageThat().contains("commandLineArgs");
    assertThat(failure).hasMessageThat().contains("Fix: ");
    assertThat(calls("chat")).isEqualTo(2);
    assertThat(new Chat().ask("after")).contains("after"); // the failed start has left nothing
  }

  @Test
  void aMisspeltNameIsProposed() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                contexts.start(
                    Application.class, "--ritmo.limiter.caht.calls=3", "--ritmo.strict=true"));

    assertThat(failure)
        .hasMessageThat()
        .contains("there is no limiter \"caht\" yet, but one that is called \"chat\"");
  }

  @Test
  void aLazyApplicationKnowsItsLimiters() {
    contexts.start(
        Application.class,
        "--spring.main.lazy-initialization=true",
        "--ritmo.limiter.chat.calls=3",
        "--ritmo.strict=true");

    assertThat(calls("chat")).isEqualTo(3);
  }

  @Test
  void theStartFailsIfAnythingIsNotWoven() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> contexts.start(Application.class, "--ritmo.verify-on-start=true"));

    assertThat(failure).hasMessageThat().contains("dev.ritmo.spring.unwoven.Forgotten");
  }

  @Test
  void editorsKnowTheProperties() throws IOException {
    StringBuilder metadata = new StringBuilder();
    for (var file :
        Collections.list(
            Application.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      metadata.append(new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    for (String name :
        new String[] {
          "limiter",
          "retry",
          "strict",
          "verify-on-start",
          "shut-down-on-close",
          "web.enabled",
          "endpoint.write"
        }) {
      assertThat(metadata.toString()).contains("\"ritmo." + name + "\"");
    }
  }

  /** Limited before there is any context. */
  static final class Early {

    static final Limiter LIMITER = Ritmo.limiter("early", TEN);

    private Early() {}
  }

  @Test
  void aLimiterUsedBeforeTheContextIsChanged() throws Exception {
    Early.LIMITER.call().acquire().close();
    Chat chat = new Chat();
    String unused = chat.askTwice("early");

    contexts.start(
        Application.class,
        "--ritmo.limiter.early.calls=3",
        "--ritmo.limiter.chat.calls=3",
        "--ritmo.strict=true");

    assertThat(Early.LIMITER.snapshot().limits().get(0).amount()).isEqualTo(3);
    assertThat(Early.LIMITER.snapshot().states().get(0).used()).isEqualTo(1);
    assertThat(chat.ask("third")).isNotEmpty();
    assertThrows(dev.ritmo.runtime.RateLimitExceededException.class, () -> chat.ask("fourth"));
  }

  @Test
  void theYoungestContextWinsAndLeavesTheOthersAsTheyWere() {
    contexts.start(Application.class, "--ritmo.limiter.chat.calls=3");
    var second =
        contexts.start(
            Application.class, "--ritmo.limiter.chat.calls=4", "--ritmo.limiter.chat.period=9");
    assertThat(calls("chat")).isEqualTo(4);

    second.close();

    assertThat(Ritmo.limiter("chat").snapshot().limits())
        .containsExactly(Limit.calls(3, 60, TimeUnit.SECONDS));
  }

  @Test
  void aChangedEnvironmentChangesLimiters() {
    Map<String, Object> values = new HashMap<>();
    var context = startWith(new MapPropertySource("config-server", values));
    values.put("ritmo.limiter.chat.calls", "7");
    assertThat(calls("chat")).isEqualTo(2);

    context.publishEvent(new EnvironmentChangeEvent(Set.of("other")));
    assertThat(calls("chat")).isEqualTo(2);

    context.publishEvent(new EnvironmentChangeEvent(Set.of("ritmo.limiter.chat.calls")));
    assertThat(calls("chat")).isEqualTo(7);
  }
}
