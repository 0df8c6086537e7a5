package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What generated classes look like, byte for byte; what they mean is for {@link GeneratedTest}. Run
 * with {@code -Dgoldens=write} to take over a change.
 */
class GoldenTest {

  private static final Path GOLDENS = Path.of("src/test/resources/goldens");

  @Test
  void aMethodWithBothAnnotations() throws IOException {
    assertGolden(
        "Summaries_Ritmo",
        """
        package com.acme;

        import dev.ritmo.RateLimited;
        import dev.ritmo.RetryOnRateLimit;

        class Summaries {
          @RateLimited(calls = 10, maxWait = 30)
          @RetryOnRateLimit(maxAttempts = 3)
          String summarize(String text) {
            return text;
          }
        }
        """);
  }

  @Test
  void keysAndTokens() throws IOException {
    assertGolden(
        "Tenants_Ritmo",
        """
        package com.acme;

        import dev.ritmo.Prompt;
        import dev.ritmo.RateLimited;
        import java.util.List;

        class Tenants {
          record User(long id) {}

          record Request(User user, List<String> texts) {}

          @RateLimited(calls = 5, concurrent = 2, key = "request.user.id")
          @RateLimited(calls = 500, tokens = 200_000, outputTokens = 5_000_000_000L)
          String ask(@Prompt Request request, String title, @Prompt String text) {
            return text;
          }

          @RateLimited(inputTokens = 1_000, key = "requests.iterator.next.user")
          String first(List<? extends Request> requests, String text) {
            return text;
          }

          @RateLimited(calls = 1, key = "user")
          int count(String user) {
            return 1;
          }
        }
        """);
  }

  @Test
  void everyElement() throws IOException {
    assertGolden(
        "Everything_Ritmo",
        """
        package com.acme;

        import dev.ritmo.RateLimited;
        import dev.ritmo.RetryOnRateLimit;
        import java.io.IOException;
        import java.util.List;
        import java.util.concurrent.TimeUnit;

        class Everything {
          @RetryOnRateLimit
          void retryAlone() {}

          @RateLimited(
              calls = 5_000,
              period = 3_000_000_000L,
              unit = TimeUnit.MICROSECONDS,
              limiter = "chat completions",
              maxWait = RateLimited.FOREVER)
          @RetryOnRateLimit(
              maxAttempts = 2,
              initialDelay = 250,
              maxDelay = 30_000,
              unit = TimeUnit.MILLISECONDS,
              multiplier = 1.5,
              jitter = 0,
              deadline = 3_000_000_000L,
              retryOn = {IOException.class, IllegalStateException.class},
              abortOn = Fatal.class)
          <T extends Comparable<T>> T everything(List<? extends T> choices, int[][] weights, T... more) {
            return null;
          }

          @RateLimited(calls = 10, burst = 2, period = 1, concurrent = 4)
          @RateLimited(calls = 5_000, period = 1, unit = TimeUnit.DAYS, maxWait = 1)
          void severalLimits() {}

          static class Fatal extends RuntimeException {}
        }
        """);
  }

  @Test
  void aGovernedRecordWithinAType() throws IOException {
    assertGolden(
        "Outer_Prompts_Ritmo",
        """
        package com.acme;

        import dev.ritmo.RateLimited;

        class Outer {
          @RateLimited(calls = 1, period = 6)
          record Prompts(String text, int tokens) {
            public String ask(Outer.Prompts other) {
              return text;
            }

            public static void reset() {}
          }
        }
        """);
  }

  private static final String ASSISTANT =
      """
      package com.acme;

      import dev.ritmo.RateLimited;
      import dev.ritmo.RetryOnRateLimit;
      import java.io.IOException;
      import java.util.List;

      interface Assistant<T extends Comparable<T>> extends Assistants.Base<String> {
        @RateLimited(calls = 10)
        @RetryOnRateLimit
        <S extends T> List<S> choose(S first, int[] weights, S... more) throws IOException;

        void tell(T target);

        default int count() {
          return 0;
        }

        static void reset() {}
      }

      class Assistants {
        interface Base<Q> {
          @RateLimited(calls = 1)
          boolean ask(Q question);
        }
      }
      """;

  @Test
  void theDecoratorOfAnInterface() throws IOException {
    assertGolden("Assistant_Limited", ASSISTANT);
  }

  @Test
  void whatGovernsADecorator() throws IOException {
    assertGolden("Assistant_Limited_Ritmo", ASSISTANT);
  }

  private static void assertGolden(String name, String source) throws IOException {
    Compilation compilation =
        assertThatFiles(source).without("-Xlint:all,-processing").without("-Werror").compile();

    String generated = Generated.source(compilation, "com.acme." + name);

    Path golden = GOLDENS.resolve(name + ".java");
    if (System.getProperty("goldens", "").equals("write")) {
      Files.writeString(golden, generated);
    }
    assertThat(generated).isEqualTo(Files.readString(golden));
  }
}
