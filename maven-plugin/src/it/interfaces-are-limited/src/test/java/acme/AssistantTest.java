package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssistantTest {

  private int calls;
  private Assistant assistant;

  @BeforeEach
  void limit() {
    Ritmo.reset();
    assistant = Ritmo.limit(Assistant.class, proxy());
  }

  private Assistant proxy() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          calls++;
          return switch (method.getName()) {
            case "chat" -> {
              if ("fail".equals(arguments[0])) {
                throw new IOException("down");
              }
              yield arguments[0] + ":" + ((Object[]) arguments[1]).length;
            }
            case "later" -> CompletableFuture.completedFuture(arguments[0]);
            case "count" -> 7;
            case "plain" -> false;
            case "twice" -> InvocationHandler.invokeDefault(proxy, method, arguments);
            default -> arguments[0];
          };
        };
    return (Assistant)
        Proxy.newProxyInstance(
            Assistant.class.getClassLoader(), new Class<?>[] {Assistant.class}, handler);
  }

  @Test
  void callsAreLimited() throws IOException {
    assertEquals("a:2", assistant.chat("a", 1, 2));
    assertEquals("b:0", assistant.chat("b"));

    assertThrows(RateLimitExceededException.class, () -> assistant.chat("c"));
    assertEquals(2, calls);
    assertEquals(2, Ritmo.limiter("chat").snapshot().admitted());
  }

  @Test
  void failuresAreTriedAgainAndThrownAsTheyAre() {
    IOException thrown = assertThrows(IOException.class, () -> assistant.chat("fail"));

    assertEquals("down", thrown.getMessage());
    assertEquals(2, calls);
  }

  @Test
  void futuresAreLimitedWithoutBlocking() {
    assertEquals("a", assistant.later("a").join());

    CompletionException refused =
        assertThrows(CompletionException.class, () -> assistant.later("b").join());
    assertEquals(RateLimitExceededException.class, refused.getCause().getClass());
    assertEquals(1, calls);
  }

  @Test
  void primitivesAreLimitedAndWhatIsNotAnnotatedIsNot() {
    assertEquals(7, assistant.count());
    assertThrows(RateLimitExceededException.class, assistant::count);
    for (int i = 0; i < 10; i++) {
      assertFalse(assistant.plain());
    }
  }

  @Test
  void inheritedMethodsAreLimited() {
    assistant.ask("a");

    assertEquals(1, Ritmo.limiter("model").snapshot().admitted());
  }

  @Test
  void defaultMethodsAreCountedOnceWhereTheyStand() {
    assertEquals("aa", assistant.twice("a"));

    assertEquals(1, Ritmo.limiter("twice").snapshot().admitted());
  }

  @Test
  void noCallIsCountedTwice() {
    assertSame(assistant, Ritmo.limit(Assistant.class, assistant));
    @SuppressWarnings("unchecked")
    Model<Integer> model = Ritmo.limit(Model.class, new LimitsItself());

    assertEquals("1", model.ask(1));

    assertEquals(1, Ritmo.limiter("model").snapshot().admitted());
  }

  @Test
  void everythingIsGoverned() {
    Ritmo.verify();
  }
}
