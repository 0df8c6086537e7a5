package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodRulesTest {

  private static final String BODY_FIX =
      " Fix: annotate a method with a body: one that implements it, or calls it.";
  private static final String LOCK_FIX =
      ", so that callers would wait for admission while they hold the lock. Fix: synchronize a"
          + " block inside the method.";
  private static final String PUBLISHER = standIn("org.reactivestreams.Publisher");

  private static final String RETURN_RULE =
      " must return its result, a CompletionStage, a CompletableFuture, a Flow.Publisher, or exactly"
          + " a type that has an adapter, but ";
  private static final String RETURN_FIX =
      ". Fix: return one of these; the adapters of ritmo-reactor are for Mono and Flux, those of"
          + " ritmo-rxjava3 for its Completable, Flowable, Maybe, Observable and Single, that of"
          + " ritmo-langchain4j for TokenStream.";

  @ParameterizedTest
  @ValueSource(strings = {"abstract", "native"})
  void aMethodWithoutABodyIsRejected(String modifier) {
    assertThatMethod("^@RateLimited(calls = 1) " + modifier + " String ask(String q);")
        .hasErrors(
            "[MethodWithoutBody] @RateLimited method ask(String) must have a body, but is "
                + modifier
                + "."
                + BODY_FIX);
  }

  @Test
  void aMethodGovernedThroughItsTypeIsRejectedWhereItStands() {
    assertThatType(
            "@RateLimited(calls = 1) abstract class Calls {"
                + " public abstract void ^ask(int[] a, Map.Entry<?, ?> b); public void other() {} }")
        .hasErrors(
            "[MethodWithoutBody] @RateLimited on com.acme.Calls: method"
                + " ask(int[],java.util.Map.Entry) must have a body, but is abstract."
                + BODY_FIX);
  }

  @Test
  void aMethodWithBothAnnotationsIsRejectedOnce() {
    assertThatMethod("^@RateLimited(calls = 1) @RetryOnRateLimit abstract void ask();")
        .hasErrors(
            "[MethodWithoutBody] @RateLimited method ask() must have a body, but is abstract."
                + BODY_FIX);
  }

  @Test
  void aMethodsOwnAnnotationIsNamedBeforeThatOfItsType() {
    assertThatType(
            "@RateLimited(calls = 1) class Calls {"
                + " ^@RetryOnRateLimit public native void ask(); }")
        .hasErrors(
            "[MethodWithoutBody] @RetryOnRateLimit method ask() must have a body, but is native."
                + BODY_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interface Calls { @RateLimited(calls = 1) default void a() {} }",
        "interface Calls { @RateLimited(calls = 1) static void a() {} }",
        "interface Calls { @RateLimited(calls = 1) private void a() {} }",
        "abstract class Calls { abstract void b(); @RateLimited(calls = 1) void a() {} }",
        "@RateLimited(calls = 1) abstract class Calls { abstract void b(); public void a() {} }",
        "record Calls(int x) { @RateLimited(calls = 1) void a() {} }",
        "enum Calls { ONE; @RateLimited(calls = 1) void a() {} }",
      })
  void aMethodWithABodyIsAccepted(String type) {
    assertThatType(type).isClean();
  }

  @Test
  void aSynchronizedMethodIsRejected() {
    assertThatMethod("^@RateLimited(calls = 1) synchronized void ask() {}")
        .hasErrors(
            "[MethodSynchronized] @RateLimited method ask() cannot be synchronized, but is"
                + LOCK_FIX);
  }

  @Test
  void aSynchronizedMethodGovernedThroughItsTypeIsRejectedWhereItStands() {
    assertThatType(
            "@RetryOnRateLimit class Calls { public static synchronized void ^ask() {}"
                + " synchronized void notGoverned() {} }")
        .hasErrors(
            "[MethodSynchronized] @RetryOnRateLimit on com.acme.Calls: method ask() cannot be"
                + " synchronized, but is"
                + LOCK_FIX);
  }

  @Test
  void aSynchronizedBlockIsAccepted() {
    assertThatMethod("@RateLimited(calls = 1) void ask() { synchronized (this) { notify(); } }")
        .isClean();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Future<String>                | java.util.concurrent.Future<java.lang.String>
          ScheduledFuture<?>            | java.util.concurrent.ScheduledFuture<?>
          FutureTask<int[]>             | java.util.concurrent.FutureTask<int[]>
          SubmissionPublisher<String>   | java.util.concurrent.SubmissionPublisher<java.lang.String>
          Calls.Mine                    | com.acme.Calls.Mine
          Calls.Stage                   | com.acme.Calls.Stage
          <F extends Future<?>> F       | F
          <F extends CompletionStage<?>> F | F
          <F extends CompletableFuture<?>> F | F
          <P extends Flow.Publisher<?>> P | P
          Flow.Processor<String,String> | java.util.concurrent.Flow.Processor<java.lang.String,java.lang.String>
          <E extends Object & CompletionStage<?>, F extends E> F | F
          """)
  void anUnsupportedResultIsRejected(String type, String shown) {
    assertThatMethod(
            "static abstract class Mine extends CompletableFuture<String> {}"
                + " interface Stage extends CompletionStage<String> {}"
                + " ^@RateLimited(calls = 1) "
                + type
                + " ask() { return null; }")
        .hasErrors(
            "[ReturnTypeUnsupported] @RateLimited method ask()"
                + RETURN_RULE
                + "returns "
                + shown
                + RETURN_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.reactivestreams.Publisher",
        "io.reactivex.Completable",
        "io.reactivex.Maybe",
        "io.reactivex.Observable",
        "io.reactivex.Single",
        "io.reactivex.rxjava3.core.Completable",
        "io.reactivex.rxjava3.core.Maybe",
        "io.reactivex.rxjava3.core.Observable",
        "io.reactivex.rxjava3.core.Single",
        "io.smallrye.mutiny.Multi",
        "io.smallrye.mutiny.Uni",
        "dev.langchain4j.service.TokenStream",
        "kotlinx.coroutines.Deferred",
        "kotlinx.coroutines.flow.Flow"
      })
  void anUnsupportedResultOfALibraryIsRejected(String type) {
    assertThatFiles(
            "package com.acme; class Calls {"
                + " ^@dev.ritmo.RateLimited(calls = 1) My ask() { return null; } }",
            "package com.acme; interface My extends " + type + " {}",
            standIn(type))
        .hasErrors(
            "[ReturnTypeUnsupported] @RateLimited method ask()"
                + RETURN_RULE
                + "returns com.acme.My"
                + RETURN_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.langchain4j.model.StreamingResponseHandler",
        "dev.langchain4j.model.chat.response.StreamingChatResponseHandler"
      })
  void aStreamingHandlerIsRejected(String type) {
    assertThatFiles(
            "package com.acme; class Calls { ^@dev.ritmo.RateLimited(calls = 1)"
                + " <H extends "
                + type
                + "> void ask(String q, H handler) {} "
                + " @dev.ritmo.RateLimited(calls = 1) String other("
                + type
                + " handler) { return null; } }",
            standIn(type))
        .hasErrors(
            "[ReturnTypeUnsupported] @RateLimited method ask(String,"
                + type
                + ")"
                + RETURN_RULE
                + "hands it to a H"
                + RETURN_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String",
        "int",
        "int[]",
        "Object",
        "Future<?>[]",
        "List<Future<String>>",
        "Optional<String>",
        "CompletionStage<String>",
        "CompletableFuture<Void>",
        "Flow.Publisher<String>",
        "<T> Flow.Publisher<? super T>",
        "<T> T",
        "<T extends Comparable<T>> T",
        "<T> CompletableFuture<T>"
      })
  void anyOtherResultIsAccepted(String type) {
    String result = type.equals("int") ? "0" : "null";
    assertThatMethod("@RateLimited(calls = 1) " + type + " ask() { return " + result + "; }")
        .isClean();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          dev.langchain4j.service.TokenStream,   ritmo-langchain4j
          reactor.core.publisher.Flux,           ritmo-reactor
          reactor.core.publisher.Mono,           ritmo-reactor
          io.reactivex.rxjava3.core.Completable, ritmo-rxjava3
          io.reactivex.rxjava3.core.Flowable,    ritmo-rxjava3
          io.reactivex.rxjava3.core.Maybe,       ritmo-rxjava3
          io.reactivex.rxjava3.core.Observable,  ritmo-rxjava3
          io.reactivex.rxjava3.core.Single,      ritmo-rxjava3
          """)
  void aTypeWhoseAdapterIsMissingIsRejectedWithTheDependency(String type, String artifact) {
    assertThatFiles(asking(type), standIn(type, "org.reactivestreams.Publisher"), PUBLISHER)
        .hasErrors(
            "[ReturnTypeUnsupported] @RateLimited method ask()"
                + RETURN_RULE
                + "returns "
                + type
                + ". Fix: return one of these; the adapter of this one comes with the dependency"
                + " dev.ritmo:"
                + artifact
                + ".");
  }

  @Test
  void aTypeThatHasAnAdapterIsAcceptedAndDeferred() {
    GovernedMethod method =
        assertThatFiles(
                asking("lib.Later"),
                standIn("lib.Later", "org.reactivestreams.Publisher"),
                standIn("dev.ritmo.adapter.lib.LaterAdapter"),
                PUBLISHER)
            .governs()
            .get(0);

    assertThat(method)
        .isEqualTo(
            GovernedMethod.of("ask()", "com.acme.Calls.ask()", Limit.calls(1, 60, TimeUnit.SECONDS))
                .deferred());
  }

  @Test
  void aSubtypeOfOneThatHasAnAdapterIsRejected() {
    assertThatFiles(
            asking("com.acme.My"),
            standIn("com.acme.My", "lib.Later"),
            standIn("lib.Later", "org.reactivestreams.Publisher"),
            standIn("dev.ritmo.adapter.lib.LaterAdapter"),
            PUBLISHER)
        .hasErrors(
            "[ReturnTypeUnsupported] @RateLimited method ask()"
                + RETURN_RULE
                + "returns com.acme.My"
                + RETURN_FIX);
  }

  @Test
  void aTypeOfTheLibraryThatNobodyKnowsIsDeferredIfItHasAnAdapter() {
    assertThat(
            assertThatFiles(
                    asking("lib.Unknown"),
                    standIn("lib.Unknown"),
                    standIn("dev.ritmo.adapter.lib.UnknownAdapter"))
                .governs()
                .get(0)
                .isDeferred())
        .isTrue();
    assertThat(
            assertThatFiles(asking("lib.Unknown"), standIn("lib.Unknown"))
                .governs()
                .get(0)
                .isDeferred())
        .isFalse();
  }

  private static String asking(String type) {
    return "package com.acme; class Calls { ^@dev.ritmo.RateLimited(calls = 1) "
        + type
        + " ask() { return null; } }";
  }

  private static String standIn(String type) {
    return standIn(type, "java.io.Serializable");
  }

  private static String standIn(String type, String supertype) {
    int dot = type.lastIndexOf('.');
    return "package "
        + type.substring(0, dot)
        + "; public interface "
        + type.substring(dot + 1)
        + " extends "
        + supertype
        + " {}";
  }

  private static final String TRANSACTION_FIX =
      ", so that callers hold a connection while they wait, and a retry repeats what the transaction"
          + " has done. Fix: begin the transaction inside the method, around what needs it, as"
          + " TransactionTemplate does.";

  private static String annotation(String type) {
    return standIn(type)
        .replace("interface", "@interface")
        .replace(" extends java.io.Serializable", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.transaction.annotation.Transactional",
        "jakarta.transaction.Transactional",
        "javax.transaction.Transactional",
        "io.micronaut.transaction.annotation.Transactional"
      })
  void aTransactionAroundAGovernedMethodIsWarnedOf(String annotation) {
    String transactional = annotation(annotation);
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "class Calls { ^@RateLimited(calls = 1) @"
                + annotation
                + " String ask() { return null; } }",
            transactional)
        .hasWarnings(
            "[TransactionHeld] @RateLimited method ask() should not wait within a transaction, but is"
                + " @Transactional"
                + TRANSACTION_FIX);
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "@"
                + annotation
                + " class Calls { ^@RetryOnRateLimit void ask() {} void other() {} }",
            transactional)
        .hasWarnings(
            "[TransactionHeld] @RetryOnRateLimit method ask() should not wait within a transaction,"
                + " but is of a type that is @Transactional"
                + TRANSACTION_FIX);
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "class Calls { ^@RateLimited(calls = 1) @Service void ask() {} }",
            "package com.acme; @" + annotation + " @interface Service {}",
            transactional)
        .hasWarnings(
            "[TransactionHeld] @RateLimited method ask() should not wait within a transaction, but is"
                + " @Transactional"
                + TRANSACTION_FIX);
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "class Calls { @RateLimited(calls = 1) void ask() {} @"
                + annotation
                + " void save() { ask(); } }",
            transactional)
        .isClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.scheduling.annotation.Scheduled",
        "io.quarkus.scheduler.Scheduled",
        "io.micronaut.scheduling.annotation.Scheduled",
        "jakarta.ejb.Schedule"
      })
  void aScheduledMethodIsWarnedOf(String annotation) {
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "class Calls { ^@RateLimited(calls = 1) @"
                + annotation
                + " void poll() {} }",
            annotation(annotation))
        .hasWarnings(
            "[SchedulerHeld] @RateLimited method poll() should not wait on a thread of a scheduler, but"
                + " is @"
                + annotation.substring(annotation.lastIndexOf('.') + 1)
                + ", so that other tasks wait with it. Fix: let the scheduled method call a governed"
                + " one, with a maxWait shorter than the interval.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.stream.Stream<String>",
        "java.util.stream.IntStream",
        "java.util.Iterator<String>",
        "java.util.ListIterator<String>",
        "java.util.Spliterator<String>"
      })
  void aResultThatIsWorkedOutLaterIsWarnedOf(String type) {
    assertThatMethod("^@RateLimited(calls = 1) " + type + " ask() { return null; }")
        .hasWarnings(
            "[ResultLazy] @RateLimited method ask() should have done its work when it returns, but"
                + " returns a lazy "
                + type.replace("String", "java.lang.String")
                + ", whose work comes after the call has been counted and is not tried again. Fix:"
                + " return a collection, or a Flow.Publisher.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java.util.List<java.util.stream.Stream<String>>", "Iterable<String>", "String"})
  void aResultThatIsThereIsAccepted(String type) {
    assertThatMethod("@RateLimited(calls = 1) " + type + " ask() { return null; }").isClean();
  }
}
