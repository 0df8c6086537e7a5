package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Throwables;
import dev.ritmo.runtime.Ritmo;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are compiled with the processor, woven and run. */
class WovenProgramTest {

  private static final String ASPECT =
      """
      @org.aspectj.lang.annotation.Aspect public class Audit {
        public static int advised;
        public static int made;
        public Audit() { made++; }
        @org.aspectj.lang.annotation.Pointcut("execution(* acme.*.*(..)) && !within(acme.Audit)")
        public void everything() {}
        @org.aspectj.lang.annotation.Around("everything()")
        public Object audit(org.aspectj.lang.ProceedingJoinPoint call) throws Throwable {
          advised++;
          return call.proceed();
        }
        @org.aspectj.lang.annotation.DeclareParents(
            value = "acme.Service", defaultImpl = java.util.ArrayList.class)
        public static java.util.List<String> mixin;
        @org.aspectj.lang.annotation.Before("of Spring's own language, bean(service)")
        public void springs() {}
        @org.aspectj.lang.annotation.DeclareError("execution(* acme.Service.ask(..))")
        static final String NEVER = "never";
        @RateLimited(calls = 1, maxWait = 0) public String publish(String text) { return text; }
      }
      """;

  private static final String SERVICE =
      """
      public class Service {
        @RateLimited(calls = 2, maxWait = 0) public static String ask(String text) { return text; }
        public static String plain(String text) { return text; }
      }
      """;

  @TempDir Path temp;
  Path classes;

  @BeforeEach
  @AfterEach
  void reset() {
    Ritmo.reset();
    classes = temp.resolve("classes");
  }

  @Test
  void governedAspectsOfTheProgramDoNotWeave() throws Exception {
    Compiled.processed(classes, List.of(), ASPECT, SERVICE);

    weave(Compiled.classPath());
    Files.delete(temp.resolve("work.woven"));
    weave(Compiled.classPath());

    try (URLClassLoader program = Program.load(classes)) {
      assertThat(Program.call(program, "Service", "ask")).isEqualTo("text");
      assertThat(Program.call(program, "Service", "plain")).isEqualTo("text");
      Class<?> aspect = program.loadClass("acme.Audit");
      assertThat(aspect.getField("advised").getInt(null)).isEqualTo(0);
      assertThat(aspect.getField("made").getInt(null)).isEqualTo(0);
      assertThat(program.loadClass("acme.Service").getInterfaces()).isEmpty();
      assertThat(List.of(aspect.getMethods()).stream().map(Method::getName))
          .doesNotContain("aspectOf");
      assertThat(aspect.isAnnotationPresent(Aspect.class)).isTrue();
      assertThat(aspect.getMethod("springs").isAnnotationPresent(Before.class)).isTrue();
      Object instance = aspect.getConstructor().newInstance();
      Method publish = aspect.getMethod("publish", String.class);
      assertThat(publish.invoke(instance, "text")).isEqualTo("text");
      assertThrows(InvocationTargetException.class, () -> publish.invoke(instance, "text"));
    }
  }

  @Test
  void serializedFormsStayReadable() throws Exception {
    Compiled.processed(
        classes,
        List.of(),
        """
        public class Plain implements java.io.Serializable {
          static int counter = 1;
          private final Runnable task = () -> {};
          @RateLimited(calls = 1) public void ask() {}
          @RateLimited(calls = 1) public java.util.concurrent.CompletionStage<String> later() { return null; }
          private static String hidden(String s) { return s; }
          class Inner implements java.io.Serializable { @RateLimited(calls = 1) int ask() { return counter; } }
          protected static class Protected<T extends Comparable<T>> extends java.util.ArrayList<T> {
            transient volatile int[][] some; protected synchronized <X> X[] all(Protected<T>... more) throws java.io.IOException { return null; }
            @RateLimited(calls = 1) int ask() { return counter; } }
          private static final class Private implements java.io.Serializable {
            private Private() {}
            static final long CONSTANT = 4; private static native void other();
            @RateLimited(calls = 1) int ask(Plain plain) { switch (java.util.concurrent.TimeUnit.DAYS) { case DAYS: assert true; } return new Object() { int x = 1; }.x; } }
        }
        """,
        """
        public class Failure extends RuntimeException {
          @RateLimited(calls = 1) public java.util.concurrent.CompletableFuture<String> later() { return null; }
        }
        """,
        """
        public record Text(String text) implements java.io.Serializable {
          @RateLimited(calls = 1) public String ask() { return text; }
        }
        """,
        """
        public enum Size { SMALL, LARGE { int none() { return 0; } };
          @RateLimited(calls = 1) public String ask() { return name(); }
        }
        """,
        """
        @RateLimited(calls = 1) public abstract class Base<T> implements java.io.Externalizable, Comparable<Base<T>> {
          public void ask(T of) { assert of != null; }
          public int compareTo(Base<T> other) { return 0; }
        }
        """,
        """
        public class Declared implements java.io.Serializable {
          private static final long serialVersionUID = 7;
          @RateLimited(calls = 1) public void ask() {}
        }
        """,
        """
        public class Assigned implements java.io.Serializable {
          private static final long serialVersionUID;
          static { serialVersionUID = 8; }
          @RateLimited(calls = 1) public void ask() {}
        }
        """,
        "public interface Face extends java.io.Serializable { @RateLimited(calls = 1) default void ask() {} }",
        "public class NotSerializable { @RateLimited(calls = 1) public void ask() {} }");
    List<String> names =
        List.of(
            "Plain",
            "Plain$Inner",
            "Plain$Protected",
            "Plain$Private",
            "Failure",
            "Text",
            "Size",
            "Size$1",
            "Base",
            "Declared",
            "Assigned");
    List<Long> before = serialVersions(names);

    weave(Compiled.classPath());
    assertThat(serialVersions(names)).isEqualTo(before);

    Files.delete(temp.resolve("work.woven"));
    weave(Compiled.classPath());
    assertThat(serialVersions(names)).isEqualTo(before);
    try (URLClassLoader program = Program.load(classes)) {
      assertThrows(
          NoSuchFieldException.class,
          () -> program.loadClass("acme.NotSerializable").getDeclaredField("serialVersionUID"));
      assertThat(program.loadClass("acme.Face").getFields()).isNotEmpty();
    }
  }

  @Test
  void stackTracesShowTheLinesOfTheSource() throws Exception {
    Compiled.processed(
        classes,
        List.of(),
        """
        public class Service {
          @RateLimited(calls = 9) public static String ask(String text) {
            throw new IllegalStateException();
          }
          @RateLimited(calls = 9) public static int count(String text) {
            throw new IllegalStateException();
          }
          @RateLimited(calls = 9, key = "text") public static String keyed(String text) {
            throw new IllegalStateException();
          }
          @RateLimited(calls = 9)
          public static java.util.concurrent.CompletableFuture<String> later(String text) {
            throw new IllegalStateException();
          }
        }
        """);

    weave(Compiled.classPath());

    try (URLClassLoader program = Program.load(classes)) {
      List<String> wrong = new ArrayList<>();
      for (String method : List.of("ask", "count", "keyed", "later")) {
        Throwable failure =
            assertThrows(Throwable.class, () -> get(Program.call(program, "Service", method)));
        StackTraceElement[] trace = Throwables.getRootCause(failure).getStackTrace();
        assertThat(trace[0].getLineNumber()).isAtLeast(3);
        for (StackTraceElement frame : trace) {
          boolean isOurs = frame.getClassName().startsWith("acme.");
          int line = frame.getLineNumber();
          int first = List.of("ask", "count", "keyed", "later").indexOf(method) * 3 + 2;
          if (isOurs && line >= 0 && (line < first || line > first + 2)) {
            wrong.add(frame.toString());
          }
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static Object get(Object result) throws Exception {
    return result instanceof java.util.concurrent.Future<?> future ? future.get() : result;
  }

  @Test
  void whatJavacCompilesIsWoven() throws Exception {
    Path library = temp.resolve("library");
    Path absent = temp.resolve("absent");
    Compiled.into(absent, "public interface Absent {}", "public class AbsentBase {}");
    Compiled.into(
        library,
        List.of(absent),
        "public class Part implements Absent {}",
        "public class Whole extends AbsentBase { public String name = \"\"; }");
    Compiled.processed(
        classes,
        List.of(library),
        """
        public class Service {
          @RateLimited(calls = 1) public static String ask(String text) {
            return new Parts().choose(text == null, null, null, text);
          }
        }
        """,
        """
        class Parts {
          Part part;
          @RateLimited(calls = 1) Part part(Part part, Whole... whole) { return part; }
          Part plain(Whole whole) { String name = whole.name; return new Part(); }
          @RateLimited(calls = 1) String choose(boolean b, Part part, Whole whole, String text) {
            Object one = "";
            if (b) { one = part; }
            Object other = whole;
            if (b) { other = part; }
            part(part);
            return text + one + (other == null);
          }
          @RateLimited(calls = 1) static class Inner {
            public Part part() { return null; }
            Part hidden() { return null; }
          }
        }
        """);
    List<Path> classPath = new ArrayList<>(Compiled.classPath());
    classPath.add(library);

    weave(classPath);

    try (URLClassLoader program = Program.load(classes, library, absent)) {
      assertThat(Program.call(program, "Service", "ask")).isEqualTo("texttrue");
    }
  }

  private static final String LATER =
      """
      class Service {
        @RateLimited(calls = 1) java.util.concurrent.CompletableFuture<String> a() { return null; }
        @RateLimited(calls = 1) java.util.concurrent.CompletableFuture<String> b() { return null; }
      }
      """;

  @Test
  void classesThatEarlierWeavingMadeAreDeleted() throws Exception {
    Compiled.processed(classes, List.of(), LATER, LATER.replace("Service", "Gone"));
    weave(Compiled.classPath());
    List<String> before = closures();
    assertThat(before).hasSize(4);
    Compiled.into(
        classes, "class Ours$AjcClosure1 {}", "class Ours { Object o = new Ours$AjcClosure1(); }");

    // renamed, as far as a compiler that knows nothing of ajc cleans up
    Files.delete(classes.resolve("acme/Gone.class"));
    Files.delete(classes.resolve("acme/Gone_Ritmo.class"));
    Compiled.processed(classes, List.of(), LATER.replaceAll("(?m)^.* b\\(\\).*$", ""));
    weave(Compiled.classPath());

    assertThat(closures()).containsExactly("Ours$AjcClosure1.class", "Service$AjcClosure1.class");

    Compiled.into(classes, "class Service {}");
    Files.delete(classes.resolve("acme/Service_Ritmo.class"));
    weave(Compiled.classPath());

    assertThat(closures()).containsExactly("Ours$AjcClosure1.class");
  }

  private List<String> closures() throws IOException {
    try (Stream<Path> files = Files.list(classes.resolve("acme"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains("$AjcClosure"))
          .sorted()
          .toList();
    }
  }

  private void weave(List<Path> classPath) throws IOException, WeavingException {
    new Weaving(classes, temp.resolve("work"), classPath, AspectPath.of(Compiled.runtime())).run();
  }

  private List<Long> serialVersions(List<String> names) throws Exception {
    try (URLClassLoader program = Program.load(classes)) {
      List<Long> all = new ArrayList<>();
      for (String name : names) {
        assertThat(Class.forName("acme." + name, true, program)).isNotNull();
        ObjectStreamClass type = ObjectStreamClass.lookupAny(program.loadClass("acme." + name));
        all.add(type.getSerialVersionUID());
      }
      return all;
    }
  }
}
