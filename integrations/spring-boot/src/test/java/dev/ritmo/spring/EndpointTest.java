package dev.ritmo.spring;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.spring.governed.Chat;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

final class EndpointTest {

  private static final String EXPOSED = "--management.endpoints.web.exposure.include=ritmo";
  private static final String WRITABLE = "--ritmo.endpoint.write=true";

  @RegisterExtension final Contexts contexts = new Contexts();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Chat chat() {
      return new Chat();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void limitersAreShown(WebApplicationType type) {
    var context = contexts.start(Application.class, type, EXPOSED);
    String unused = context.getBean(Chat.class).ask("a secret");
    Ritmo.limiter("com.acme.Chat.ask(String,int)", Limit.calls(7, 1, TimeUnit.HOURS)).resume();
    Http http = new Http(context);

    HttpResponse<String> all = http.get("/actuator/ritmo");
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).contains("\"chat\":{\"limits\":[{\"limit\":\"2 calls per 60 s\"");
    assertThat(all.body()).contains("\"used\":1");
    assertThat(all.body()).contains("\"com.acme.Chat.ask(String,int)\":{");

    HttpResponse<String> one = http.get("/actuator/ritmo/chat");
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(one.body()).contains("\"method\":\"dev.ritmo.spring.governed.Chat.ask(");
    assertThat(one.body()).doesNotContain("secret");
    assertThat(http.get("/actuator/ritmo/com.acme.Chat.ask(String,int)").body())
        .contains("\"declared\":7");

    HttpResponse<String> none = http.get("/actuator/ritmo/caht");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("[\"chat\",\"com.acme.Chat.ask(String,int)\"]");
  }

  @Test
  void itIsNotExposedUnlessAskedFor() {
    Http http = new Http(contexts.start(Application.class, WebApplicationType.SERVLET));

    assertThat(http.get("/actuator/ritmo").statusCode()).isEqualTo(404);
  }

  @Test
  void itDoesNotWriteUnlessAllowed() {
    Http http = new Http(contexts.start(Application.class, WebApplicationType.SERVLET, EXPOSED));

    HttpResponse<String> answer = http.post("/actuator/ritmo/chat/pause", "{\"duration\":\"30s\"}");

    assertThat(answer.statusCode()).isAnyOf(404, 405);
    assertThat(Ritmo.limiter("chat").snapshot().pausedUntil()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void limitersArePausedAndResumed(WebApplicationType type) {
    Http http = new Http(contexts.start(Application.class, type, EXPOSED, WRITABLE));

    HttpResponse<String> paused = http.post("/actuator/ritmo/chat/pause", "{\"duration\":\"10m\"}");
    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(paused.body()).contains("\"pausedUntil\":\"");
    assertThat(Ritmo.limiter("chat").snapshot().pausedUntil()).isNotNull();

    assertThat(http.post("/actuator/ritmo/chat/resume", "{}").statusCode()).isEqualTo(200);
    assertThat(Ritmo.limiter("chat").snapshot().pausedUntil()).isNull();
    assertThat(http.get("/actuator/ritmo").body()).contains("\"chat\"");
  }

  @Test
  void wrongOperationsAreRefused() {
    Http http =
        new Http(contexts.start(Application.class, WebApplicationType.SERVLET, EXPOSED, WRITABLE));

    assertThat(http.post("/actuator/ritmo/caht/resume", "{}").statusCode()).isEqualTo(404);
    for (String body : new String[] {"{}", "{\"duration\":\"soon\"}", "{\"duration\":\"-1s\"}"}) {
      assertThat(http.post("/actuator/ritmo/chat/pause", body).statusCode()).isEqualTo(400);
    }
    assertThat(http.post("/actuator/ritmo/chat/stop", "{\"duration\":\"1s\"}").statusCode())
        .isEqualTo(400);
    assertThat(Ritmo.limiter("chat").snapshot().pausedUntil()).isNull();
  }
}
