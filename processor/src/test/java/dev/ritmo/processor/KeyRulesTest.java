package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.PREAMBLE;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import com.google.testing.compile.Compilation;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key may lead; at what type it may end is for {@link KeyEqualityTest}. */
class KeyRulesTest {

  private static final String REQUEST =
      "record User(long id) { static User of(String name) { return new User(1); } }"
          + " class Request { public final User user = new User(1); private String secret;"
          + " String text; public User getOwner() { return user; } public void send() {}"
          + " public static User last() { return new User(2); } public static User first;"
          + " public User load() throws java.io.IOException { return user; }"
          + " public User find() throws IllegalStateException { return user; }"
          + " User of(int number) { return user; } protected User hidden() { return user; } } ";

  private static String method(String key) {
    return "@RateLimited(calls = 1, key = ^\""
        + key
        + "\") String ask(Request request, String text) { return text; }";
  }

  private static SourceSubject assertThatKey(String key) {
    return assertThatType("abstract class Calls { " + method(key) + " } " + REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "request.user.id",
        "request.getOwner.id",
        "request.find.id",
        "request.user",
        "request.text",
        "request.hidden.id",
        "text.length",
        "text.strip.isBlank",
        "request.getClass"
      })
  void aPathOfWhatIsThereIsAccepted(String key) {
    assertThatKey(key).isClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.",
        ".text",
        "request..user",
        "request.user()",
        "a b",
        " text",
        "request[0]",
        "1"
      })
  void whatIsNoPathIsRejected(String key) {
    assertThatKey(key)
        .hasErrors(
            "[KeyMalformed] @RateLimited key must be a parameter or a path from one, such as"
                + " request.user.id, but was \""
                + key
                + "\". Fix: write names with dots between, and no parentheses.");
  }

  @ParameterizedTest
  @CsvSource({
    "requst, ' (did you mean request?)'",
    "Text.length, ' (did you mean text?)'",
    "tenant, ' among request, text'",
  })
  void aParameterThatIsNotThereIsRejected(String key, String hint) {
    assertThatKey(key)
        .hasErrors(
            "[KeyParameterUnknown] @RateLimited method ask(com.acme.Request,String) must have the"
                + " parameter that its key begins with, but has no "
                + key.replaceAll("\\..*", "")
                + hint
                + ". Fix: begin the key with the name of a parameter.");
  }

  @Test
  void aMethodWithoutParametersHasNoKey() {
    assertThatMethod("@RateLimited(calls = 1, key = ^\"user\") void ask() {}")
        .hasErrors(
            "[KeyParameterUnknown] @RateLimited method ask() must have the parameter that its key"
                + " begins with, but has no user. Fix: begin the key with the name of a"
                + " parameter.");
  }

  @Test
  void aKeyOnATypeIsOneOfEveryMethod() {
    assertThatType(
            "@RateLimited(calls = 1, key = ^\"user\") class Calls { public void a(String user) {}"
                + " public void b(String text) {} public void c(String text, int user) {} }")
        .hasErrors(
            "[KeyParameterUnknown] @RateLimited on com.acme.Calls: method b(String) must have the"
                + " parameter that its key begins with, but has no user among text. Fix: begin the"
                + " key with the name of a parameter.",
            "[KeyTypesDisagree] @RateLimited limiter com.acme.Calls must have keys of one type, but"
                + " has java.lang.String on com.acme.Calls.a(String) and java.lang.Integer on"
                + " com.acme.Calls.c(String,int). Fix: end the keys at the same type, or give one"
                + " of the methods another limiter.");
  }

  @ParameterizedTest
  @CsvSource({
    "request.usr, com.acme.Request, usr, ' (did you mean user?)'",
    "request.owner.id, com.acme.Request, owner, ' (did you mean getOwner?)'",
    "request.user.Id, com.acme.User, Id, ' (did you mean id?)'",
    "request.of, com.acme.Request, of, ''",
    "request.user.id.value, long, value, ''",
    "text.nothing, java.lang.String, nothing, ''",
  })
  void aMemberThatIsNotThereIsRejected(String key, String type, String name, String hint) {
    assertThatKey(key)
        .hasErrors(
            "[KeyMemberUnknown] @RateLimited method ask(com.acme.Request,String) must have a key"
                + " that can be followed, but in "
                + key
                + ", "
                + type
                + " has no "
                + name
                + hint
                + ". Fix: write a method without parameters, a record component or a public"
                + " field.");
  }

  @Test
  void aMemberOutOfReachIsRejected() {
    assertThatKey("request.secret")
        .hasErrors(
            "[KeyMemberInaccessible] @RateLimited method ask(com.acme.Request,String) must have a"
                + " key that the other classes of com.acme can access, but com.acme.Request.secret"
                + " is private. Fix: give it, and the types around it, more access.");
  }

  @Test
  void aMemberOfAnotherPackageIsOutOfReachUnlessItIsPublic() {
    String other =
        "package com.other; public class Request { public String id() { return \"\"; }"
            + " String tenant() { return \"\"; } protected String user() { return \"\"; } }";
    String calls =
        PREAMBLE
            + "class Calls { @RateLimited(calls = 1, key = ^\"request.%s\")"
            + " void ask(com.other.Request request) {} }";
    String error =
        "[KeyMemberInaccessible] @RateLimited method ask(com.other.Request) must have a key that"
            + " the other classes of com.acme can access, but com.other.Request.%s() is %s. Fix:"
            + " give it, and the types around it, more access.";

    assertThatFiles(calls.formatted("id"), other).isClean();
    assertThatFiles(calls.formatted("tenant"), other)
        .hasErrors(error.formatted("tenant", "package-private"));
    assertThatFiles(calls.formatted("user"), other).hasErrors(error.formatted("user", "protected"));
  }

  @Test
  void aPublicMemberThatATypeInheritsFromOneOutOfReachIsAccepted() {
    assertThatFiles(
            PREAMBLE
                + "class Calls { @RateLimited(calls = 1, key = \"request.user.name.length\")"
                + " void ask(com.other.Request request) {} }",
            "package com.other; public class Request extends Base {"
                + " public static class User extends Hidden {} private static class Hidden {"
                + " public String name = \"\"; } }",
            "package com.other; class Base {"
                + " public Request.User user() { return new Request.User(); } }")
        .isClean();
  }

  @Test
  void aTypeOutOfReachIsRejectedUnlessTheKeyEndsBefore() {
    String calls =
        "abstract class Calls { private record Hidden(int id) {}"
            + " @RateLimited(calls = 1, key = ^\"%s\") void ask(Hidden hidden) {} }";

    assertThatType(calls.formatted("hidden")).isClean();
    assertThatType(calls.formatted("hidden.id"))
        .hasErrors(
            "[KeyMemberInaccessible] @RateLimited method ask(com.acme.Calls.Hidden) must have a key"
                + " that the other classes of com.acme can access, but com.acme.Calls.Hidden is"
                + " private. Fix: give it, and the types around it, more access.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"request.send", "request.send.id"})
  void aMemberThatGivesNothingIsRejected(String key) {
    assertThatKey(key)
        .hasErrors(
            "[KeyMemberVoid] @RateLimited method ask(com.acme.Request,String) must have a key that"
                + " gives a value, but com.acme.Request.send() gives none. Fix: write a member that"
                + " does.");
  }

  @ParameterizedTest
  @CsvSource({"request.last.id, last()", "request.first, first"})
  void aStaticMemberIsRejected(String key, String member) {
    assertThatKey(key)
        .hasErrors(
            "[KeyMemberStatic] @RateLimited method ask(com.acme.Request,String) must have a key"
                + " that belongs to the call, but com.acme.Request."
                + member
                + " is static. Fix: write a member that is not.");
  }

  @Test
  void aMemberThatThrowsACheckedExceptionIsRejected() {
    assertThatKey("request.load")
        .hasErrors(
            "[KeyMemberThrows] @RateLimited method ask(com.acme.Request,String) must have a key"
                + " that throws no checked exception, but com.acme.Request.load() throws"
                + " java.io.IOException. Fix: write a member that does not.");
  }

  @Test
  void keysOfOneMethodThatDifferAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = 10, key = \"user\") @RateLimited(calls = 90)"
                + " @RateLimited(calls = 5, period = 1, key = ^\"text\")"
                + " void ask(String user, String text) {}")
        .hasErrors(
            "[KeysDisagree] @RateLimited key must be the same in all annotations on"
                + " com.acme.Calls.ask(String,String) that have one, but is user and text. Fix:"
                + " write the same key, or leave it out of limits that hold for all calls"
                + " together.");
  }

  @Test
  void keysOfOneLimiterThatDifferInTypeAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\", key = \"user\") void a(String user) {}"
                + " @RateLimited(calls = 1, limiter = \"x\", key = ^\"id\") void b(long id) {}")
        .hasErrors(
            "[KeyTypesDisagree] @RateLimited limiter x must have keys of one type, but has"
                + " java.lang.String on com.acme.Calls.a(String) and java.lang.Long on"
                + " com.acme.Calls.b(long). Fix: end the keys at the same type, or give one of the"
                + " methods another limiter.");
  }

  @Test
  void keysOfOneLimiterMayHaveOtherNames() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\", key = \"user\") void a(Long user) {}"
                + " @RateLimited(calls = 1, limiter = \"x\", key = \"id\") void b(long id) {}")
        .isClean();
  }

  @Test
  void aLimiterHasKeysEverywhereOrNowhere() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\") void a(String user) {}"
                + " @RateLimited(calls = 1, limiter = ^\"x\", key = \"user\") void b(String user) {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 1, period = 60 SECONDS on com.acme.Calls.a(String) and calls = 1,"
                + " period = 60 SECONDS per key on com.acme.Calls.b(String). Fix: write the same"
                + " limits, or give one of them another limiter.");
  }

  @Test
  void limitsOfAllAndOfEachKeyMayHaveTheSamePeriodAndBothHaveSlots() {
    assertThatMethod(
            "@RateLimited(calls = 1, concurrent = 2, key = \"user\")"
                + " @RateLimited(calls = 9, concurrent = 5) void a(String user) {}")
        .isClean();
  }

  @Test
  void limitsOfEachKeyStillDiffer() {
    assertThatMethod(
            "@RateLimited(calls = 1, concurrent = 2, key = \"user\") @RateLimited(calls = 9)"
                + " @RateLimited(calls = 5, period = ^60, concurrent = 3, key = \"user\")"
                + " void a(String user) {}")
        .hasMessages(
            "[ConcurrentRepeated] @RateLimited concurrent must be written once on"
                + " com.acme.Calls.a(String), but is 2 and again 3. Fix: leave it out of all"
                + " annotations but one.",
            "[PeriodRepeated] @RateLimited cannot limit calls twice for the same period on"
                + " com.acme.Calls.a(String), but 60 SECONDS and 60 SECONDS are the same. Fix:"
                + " write another period, or keep the annotation with fewer calls only.");
  }

  @Test
  void aTypeThatIsNotThereIsLeftToJavac() {
    Compilation compilation =
        assertThatType(
                "class Calls { @RateLimited(calls = 1, key = \"request.user.id\")"
                    + " void ask(Request request) {} } record Request(Missing user) {}")
            .compile();

    assertThat(compilation.errors()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(Locale.ROOT)).contains("class Missing");
  }
}
