package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyRulesTest {

  private static final String CLIENT =
      " class Client { @RateLimited(calls = 9, limiter = \"openai\") String chat(String q) {"
          + " return q; } @RateLimited(calls = 9) String other() { return null; } }";
  private static final String TWICE_FIX =
      ", which passes it again. Fix: annotate only one of the two.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return c^.chat(q);",
        "return Optional.of(q).map(^c::chat).get();",
        "Callable<String> later = () -> c^.chat(q); try { return later.call(); } catch (Exception e)"
            + " { return null; }"
      })
  void aSecondPassOfTheLimiterIsWarnedOf(String body) {
    assertThatType(
            "class Calls { @RateLimited(calls = 9, limiter = \"openai\")"
                + " String ask(Client c, String q) { "
                + body
                + " } }"
                + CLIENT)
        .hasWarnings(
            "[LimiterTakenTwice] @RateLimited method ask(com.acme.Client,String) should pass the"
                + " limiter openai once, but calls com.acme.Client.chat(String)"
                + TWICE_FIX);
  }

  @Test
  void methodsGovernedThroughTheirTypeThatCallEachOtherAreWarnedOf() {
    assertThatType(
            "@RateLimited(calls = 1) class Calls { public void a() { ^b(); } public void b() {} }")
        .hasWarnings(
            "[LimiterTakenTwice] @RateLimited on com.acme.Calls: method a() should pass the limiter"
                + " com.acme.Calls once, but calls com.acme.Calls.b()"
                + TWICE_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited(calls = 9, limiter = \"openai\") void a(Client c) { c.other(); }",
        "void a(Client c) { c.chat(null); }",
        "@RetryOnRateLimit void a(Client c) { c.chat(null); }",
        "@SuppressWarnings(\"ritmo:LimiterTakenTwice\")"
            + " @RateLimited(calls = 9, limiter = \"openai\") void a(Client c) { c.chat(null); }",
        "@RateLimited(calls = 9, limiter = \"openai\") Object a(Client c) {"
            + " return new Object() { @Override public String toString() { return c.chat(null); } }; }"
      })
  void otherCallsAreAccepted(String method) {
    assertThatType("class Calls { " + method + " }" + CLIENT).isClean();
  }

  @Test
  void bodiesAreCheckedInNestedTypesAndWithWarningsAsErrors() {
    assertThatType(
            "class Calls { static class In { @RateLimited(calls = 9, limiter = \"openai\") String"
                + " ask(Client c) { return c^.chat(null); } } }"
                + CLIENT)
        .with("-Aritmo.Werror")
        .hasErrors(
            SourceSubject.withSilencing(
                "[LimiterTakenTwice] @RateLimited method ask(com.acme.Client) should pass the limiter"
                    + " openai once, but calls com.acme.Client.chat(String)"
                    + TWICE_FIX));
  }

  private static final String REPEAT_FIX =
      ". Fix: retry only the requests: limit the model with RitmoModels.limit of ritmo-langchain4j, or"
          + " retry a method that only calls the model.";

  @Test
  void aRetryAroundAChatMemoryIsWarnedOf() {
    assertThatFiles(
            "package com.acme; class Calls { @dev.ritmo.RetryOnRateLimit String ask(Assistant a) {"
                + " return a^.chat(1, null); } } interface Assistant {"
                + " String chat(@dev.langchain4j.service.MemoryId int id, String q); }",
            annotation("dev.langchain4j.service.MemoryId", ""))
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit method ask(com.acme.Assistant) should be safe to repeat,"
                + " but calls com.acme.Assistant.chat(int,String), which has a @MemoryId: the"
                + " message would stand in the chat memory again"
                + REPEAT_FIX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chatMemory = "m" | ^@RetryOnRateLimit default void a() {} | chatMemory
          tools = {"m"}    | ^@RetryOnRateLimit default void a() {} | tools
          """)
  void aRetryOfAnAiServiceWithToolsOrMemoryIsWarnedOf(
      String elements, String method, String shown) {
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "@dev.langchain4j.service.spring.AiService("
                + elements
                + ") interface Calls { "
                + method
                + " }",
            annotation(
                "dev.langchain4j.service.spring.AiService",
                "String chatMemory() default \"\"; String[] tools() default {};"))
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit method a() should be safe to repeat, but belongs to an AI"
                + " service with "
                + shown
                + REPEAT_FIX);
  }

  private static final String EFFECTS =
      "run its tools again, and put the user's message into its chat memory twice";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @dev.langchain4j.service.UserMessage | String q
          @dev.langchain4j.service.SystemMessage | String q
          | @dev.langchain4j.service.UserMessage String q
          | @dev.langchain4j.service.V String q
          """)
  void aRetriedMethodWithAnnotationsOfAiServicesIsWarnedOf(
      @Nullable String onMethod, String parameter) {
    assertThatFiles(
            "package com.acme; interface Calls { "
                + (onMethod == null ? "" : onMethod)
                + " ^@dev.ritmo.RetryOnRateLimit String ask("
                + parameter
                + "); }",
            annotation("dev.langchain4j.service.UserMessage", ""),
            annotation("dev.langchain4j.service.SystemMessage", ""),
            annotation("dev.langchain4j.service.V", ""))
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit method ask(String) should be safe to repeat, but belongs"
                + " to an AI service: a retry of all its requests would "
                + EFFECTS
                + REPEAT_FIX);
  }

  @Test
  void aRetriedAiServiceOfSpringIsWarnedOfAtEachMethod() {
    String rest =
        " should be safe to repeat, but belongs to an AI service: a retry of all its requests would "
            + EFFECTS
            + REPEAT_FIX;
    assertThatFiles(
            "package com.acme; @dev.langchain4j.service.spring.AiService @dev.ritmo.RetryOnRateLimit"
                + " interface Calls { String ^a(String q); String b(String q); }",
            annotation("dev.langchain4j.service.spring.AiService", ""))
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit on com.acme.Calls: method a(String)" + rest,
            "[RepeatUnsafe] @RetryOnRateLimit on com.acme.Calls: method b(String)" + rest);
  }

  @Test
  void aRetriedTokenStreamIsWarnedOf() {
    assertThatFiles(
            "package com.acme; interface Calls { ^@dev.ritmo.RetryOnRateLimit"
                + " dev.langchain4j.service.TokenStream ask(String q); }",
            "package dev.langchain4j.service; public interface TokenStream {}",
            "package dev.ritmo.adapter.dev.langchain4j.service; class TokenStreamAdapter {}")
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit method ask(String) should be safe to repeat, but returns"
                + " a TokenStream: starting it again would "
                + EFFECTS
                + REPEAT_FIX);
  }

  private static final String FACTORY =
      "package dev.langchain4j.service; public class AiServices<T> {"
          + " public static <T> T create(Class<T> type, Model model) { return null; }"
          + " public static <T> AiServices<T> builder(Class<T> type) { return null; }"
          + " public AiServices<T> tools(Object... tools) { return this; }"
          + " public AiServices<T> chatModel(Model model) { return this; }"
          + " public AiServices<T> streamingChatModel(Model model) { return this; }"
          + " public T build() { return null; } }";

  private static SourceSubject assertThatService(String members) {
    return assertThatFiles(
        "package com.acme; import dev.langchain4j.service.*; import dev.ritmo.langchain4j.*;"
            + " class Services { "
            + members
            + " }",
        "package com.acme; import dev.ritmo.*; interface Bot {"
            + " @RetryOnRateLimit String ask(String q); @RetryOnRateLimit String other(String q); }",
        "package com.acme; import dev.ritmo.*; interface Limited {"
            + " @RateLimited(calls = 1) String ask(String q);"
            + " @SuppressWarnings(\"ritmo:NothingRetried\")"
            + " @RetryOnRateLimit(maxAttempts = 1) String once(String q); }",
        "package com.acme; import dev.ritmo.*; interface Silent {"
            + " @SuppressWarnings(\"ritmo:RepeatUnsafe\") @RetryOnRateLimit String ask(String q); }",
        "package dev.langchain4j.service; public interface Model {}",
        "package dev.ritmo.langchain4j; public class LimitedModel"
            + " implements dev.langchain4j.service.Model {}",
        "package dev.ritmo.langchain4j; public class RitmoModels {"
            + " public static dev.langchain4j.service.Model limit(Object model, String name) {"
            + " return null; } }",
        FACTORY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bot a(Model m) { return AiServices.create(Bot^.class, m); }",
        "Bot a(Model m) { return AiServices.builder(Bot^.class).chatModel(m).build(); }",
        "Bot a(Model m) { return AiServices.<Bot>builder(com.acme.Bot^.class).chatModel(m).build(); }",
        "static class In { Bot bot = AiServices.create(Bot^.class, null); }",
        "java.util.function.Function<Model, Bot> a = m -> AiServices.create(Bot^.class, m);",
        "Model m = RitmoModels.limit(null, \"a\"); Bot a(Model n) {"
            + " return AiServices.builder(Bot^.class).chatModel(m).streamingChatModel(n).build(); }",
        "Object a() { return AiServices.builder(Bot^.class); }",
        "static class In<T> extends AiServices<T> { Bot bot = create(Bot^.class, null); }",
      })
  void aRetriedInterfaceOfWhichAServiceIsMadeIsWarnedOfWhereItIsMade(String members) {
    assertThatService(members)
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit method ask(String) should be safe to repeat, but belongs"
                + " to com.acme.Bot, of which an AI service is made here: a retry of all its requests"
                + " would "
                + EFFECTS
                + REPEAT_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bot a(Model m) { return AiServices.create(Bot.class, RitmoModels.limit(m, \"a\")); }",
        "Bot a(Model m) { return AiServices.builder(Bot.class).tools(this)"
            + ".chatModel(RitmoModels.limit(m, \"a\")).build(); }",
        "Bot a(Model m) { Model n = RitmoModels.limit(m, \"a\");"
            + " return AiServices.builder(Bot.class).chatModel(n).build(); }",
        "Bot a() { return AiServices.create(Bot.class, m); } Model m = RitmoModels.limit(null, \"a\");",
        "Model m; Services() { this.m = RitmoModels.limit(null, \"a\"); }"
            + " Bot a() { return AiServices.create(Bot.class, m); }",
        "Bot a(LimitedModel m) { return AiServices.create(Bot.class, m); }",
        "Limited a(Model m) { return AiServices.create(Limited.class, m); }",
        "Silent a(Model m) { return AiServices.create(Silent.class, m); }",
        "Runnable a(Model m) { return AiServices.create(Runnable.class, m); }",
        "<T> T a(Class<T> type, Model m) { return AiServices.create(type, m); }",
        "static <T> T create(Class<T> type) { return null; } Bot a() { return create(Bot.class); }",
      })
  void aServiceWithALimitedModelOrWithoutRetriesIsAccepted(String members) {
    assertThatService(members).isClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bot a() { return AiServices.create(Bot.class, unknown); }",
        "Bot a() { return AiServices.create(Bot.class, unknown.make()); }",
        "Bot a() { return AiServices.create(Bot.class, RitmoModels.unknown()); }",
        "Bot a() { return AiServices.create(Unknown.class, null); }",
        "Bot a() { return AiServices.builder(Bot.class).chatModel(Unknown.m()).build(); }",
        "Bot a() { return AiServices.builder(Bot.class).unknown().chatModel(null).build(); }",
        "Bot a() { Unknown m = Unknown.limit(); return AiServices.create(Bot.class, m); }",
        "Bot a() { unknown = RitmoModels.limit(null, null); return AiServices.create(); }",
        "Bot a() { return AiServices.create(); }",
        "Bot a() { return AiServices.unknown(Bot.class); }",
        "Bot a() { var m = AiServices.builder(Bot.class).chatModel(null; return m.build(); }",
      })
  void aHalfTypedServiceIsLeftToTheCompiler(String members) {
    List<String> messages =
        assertThatService(members).compile().diagnostics().stream()
            .map(diagnostic -> diagnostic.getMessage(null))
            .toList();

    assertThat(messages).isNotEmpty();
    assertThat(messages.toString()).doesNotContain("[InternalError]");
  }

  @Test
  void aRetriedToolIsWarnedOf() {
    assertThatFiles(
            "package com.acme; class Calls { @dev.langchain4j.agent.tool.Tool"
                + " ^@dev.ritmo.RetryOnRateLimit void order() {} }",
            annotation("dev.langchain4j.agent.tool.Tool", ""))
        .hasWarnings(
            "[RepeatUnsafe] @RetryOnRateLimit method order() should be safe to repeat, but is a tool,"
                + " whose effects would come again"
                + REPEAT_FIX);
  }

  @Test
  void aToolThatIsOnlyLimitedOrWhoseRetryIsMeantIsAccepted() {
    assertThatFiles(
            "package com.acme; class Calls { @dev.langchain4j.agent.tool.Tool"
                + " @dev.ritmo.RateLimited(calls = 1) void order() {}"
                + " @SuppressWarnings(\"ritmo:RepeatUnsafe\") @dev.langchain4j.agent.tool.Tool"
                + " @dev.ritmo.RetryOnRateLimit void look() {} }",
            annotation("dev.langchain4j.agent.tool.Tool", ""))
        .isClean();
  }

  @Test
  void theMainMethodIsWarnedOf() {
    assertThatMethod("^@RateLimited(calls = 1) public static void main(String... args) {}")
        .hasWarnings(
            "[EntryPointGoverned] @RateLimited method main(String[]) should not be where a program or"
                + " a test starts, but is the main method. Fix: annotate the method that calls the"
                + " provider.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.junit.Test",
        "org.junit.jupiter.api.RepeatedTest",
        "org.junit.jupiter.api.Test",
        "org.junit.jupiter.api.TestFactory",
        "org.junit.jupiter.api.TestTemplate",
        "org.junit.jupiter.params.ParameterizedTest",
        "org.testng.annotations.Test"
      })
  void aTestIsWarnedOf(String annotation) {
    assertThatFiles(
            "package com.acme; class Calls { ^@dev.ritmo.RateLimited(calls = 1) @"
                + annotation
                + " void tries() {} }",
            annotation(annotation, ""))
        .hasWarnings(
            "[EntryPointGoverned] @RateLimited method tries() should not be where a program or a"
                + " test starts, but is a test. Fix: annotate the method that calls the provider.");
  }

  @Test
  void anOrdinaryMethodOfTheNameMainIsAccepted() {
    assertThatMethod("@RateLimited(calls = 1) void main(String[] args) {}").isClean();
    assertThatMethod("@RateLimited(calls = 1) static void main(String args) {}").isClean();
  }

  private static String annotation(String name, String elements) {
    int dot = name.lastIndexOf('.');
    return "package "
        + name.substring(0, dot)
        + "; public @interface "
        + name.substring(dot + 1)
        + " { "
        + elements
        + " }";
  }
}
