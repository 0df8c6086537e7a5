package dev.ritmo.spring;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.spring.governed.Chat;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
final class ClosedContextsTest {

  @RegisterExtension final Contexts contexts = new Contexts();

  private final Limiter hourly = Ritmo.limiter("hourly", Limit.calls(1, 1, TimeUnit.HOURS));

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RitmoAutoConfiguration.class)
  static class Application {

    @Bean
    Chat chat() {
      return new Chat();
    }

    /** Would wait for an hour, while the context closes. */
    @Bean
    DisposableBean lastCall() {
      return () -> {
        if (Ritmo.limiters().stream().anyMatch(each -> each.name().equals("hourly"))) {
          assertThrows(
              RateLimitExceededException.class,
              () -> Ritmo.limiter("hourly").call().maxWait(Duration.ofHours(2)).acquire());
        }
      };
    }
  }

  private CompletableFuture<String> waiting() {
    hourly.call().maxWait(Duration.ZERO).acquire().close();
    CompletableFuture<String> waiting =
        hourly
            .call()
            .maxWait(Duration.ofHours(2))
            .runAsync(() -> CompletableFuture.completedFuture("late"));
    assertThat(hourly.snapshot().waiting()).isEqualTo(1);
    return waiting;
  }

  @Test
  void closingTheLastContextRefusesCallsThatWait() {
    var context = contexts.start(Application.class);
    CompletableFuture<String> waiting = waiting();

    context.close();

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
    assertThat(failure).hasCauseThat().isInstanceOf(RateLimitExceededException.class);
    assertThat(failure).hasMessageThat().contains("shut down");
  }

  @Test
  void closingOneOfSeveralContextsLeavesTheOthersAlone() {
    var first = contexts.start(ConfigurationTest.Application.class);
    var second = contexts.start(ConfigurationTest.Application.class);
    CompletableFuture<String> waiting = waiting();

    second.close();

    assertThat(hourly.snapshot().waiting()).isEqualTo(1);
    assertThat(first.getBean(Chat.class).ask("still there")).isNotEmpty();
    waiting.cancel(false);
  }

  @Test
  void callsPassAgainOnceTheContextIsClosed() {
    var context = contexts.start(Application.class);
    Chat chat = context.getBean(Chat.class);
    String unused = chat.ask("first");

    context.close();

    assertThat(chat.ask("second")).isNotEmpty();
    assertThrows(RateLimitExceededException.class, () -> chat.ask("third")); // the first counts
    contexts.start(Application.class, "--ritmo.limiter.chat.calls=3");
    assertThat(chat.ask("third")).isNotEmpty();
  }

  @Test
  void itCanBeSwitchedOff() {
    var context =
        contexts.start(ConfigurationTest.Application.class, "--ritmo.shut-down-on-close=false");
    CompletableFuture<String> waiting = waiting();

    context.close();

    assertThat(hourly.snapshot().waiting()).isEqualTo(1);
    waiting.cancel(false);
  }

  @Test
  void aChildThatClosesDoesNotEndItsParent() {
    var parent = contexts.start(ConfigurationTest.Application.class);
    var child =
        contexts.start(
            new SpringApplicationBuilder(ConfigurationTest.Application.class)
                .parent(parent)
                .web(WebApplicationType.NONE));
    CompletableFuture<String> waiting = waiting();

    child.close();
    assertThat(hourly.snapshot().waiting()).isEqualTo(1);

    parent.close();
    assertThat(hourly.snapshot().waiting()).isEqualTo(0);
    assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
  }

  @Test
  void nothingKeepsAClosedContext() throws Exception {
    WeakReference<ConfigurableApplicationContext> closed = closed();

    for (int i = 0; i < 50 && closed.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(closed.get()).isNull();
  }

  private static WeakReference<ConfigurableApplicationContext> closed() {
    var context =
        new SpringApplicationBuilder(ConfigurationTest.Application.class)
            .web(WebApplicationType.NONE)
            .run("--ritmo.limiter.chat.calls=3", "--ritmo.limiter.chat.calls.2=wrong");
    context.close();
    return new WeakReference<>(context);
  }
}
