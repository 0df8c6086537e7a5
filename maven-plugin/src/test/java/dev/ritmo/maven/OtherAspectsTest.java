package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Ritmo;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs with aspects of their own, which ajc weaves together with Ritmo's. */
class OtherAspectsTest {

  private static final String FOREIGN =
      """
      package acme;
      public aspect Foreign {
        declare precedence : %s;
        Object around() : execution(* Service.*(..)) {
          if (Service.audited++ > 1000) { return null; }
          return proceed();
        }
      }
      """;

  private static final String AUDITED =
      """
      public class Service {
        public static int audited;
        @RateLimited(calls = 2, maxWait = 0) public static String ask(String text) { return text; }
        @RateLimited(calls = 2, maxWait = 0) public static String ask(int text) { return ""; }
        @RateLimited(calls = 2, maxWait = 0) public static String ask(String text, int[] more) {
          return "";
        }
        @RateLimited(calls = 2, key = "text") public String keyed(String text) { return text; }
        @RateLimited(calls = 2)
        public java.util.concurrent.CompletableFuture<String> later(String text) { return null; }
        @RateLimited(calls = 2) void nothing() {}
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

  @ParameterizedTest
  @CsvSource({
    "'Foreign, *', false",
    "'*, Foreign', false",
    "'Foreign, *', true",
    "'*, Foreign', true"
  })
  void weavingTogetherWithAspectsOfTheProgramIsProved(String precedence, boolean closures)
      throws Exception {
    Compiled.processed(classes, List.of(), AUDITED);
    Path aspect = Files.writeString(temp.resolve("Foreign.aj"), FOREIGN.formatted(precedence));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                aspect.toString(),
                "-17",
                "-inpath",
                classes.toString(),
                "-aspectpath",
                Compiled.runtime().toString(),
                "-classpath",
                joined(Compiled.classPath()),
                "-d",
                classes.toString(),
                "-proc:none"));
    if (closures) {
      arguments.add("-XnoInline");
    }
    MessageHandler messages = new MessageHandler();
    Main ajc = new Main();
    ajc.setHolder(messages);

    ajc.runMain(arguments.toArray(new String[0]), false);

    assertThat(messages.getMessages(IMessage.ERROR, true)).isEmpty();
    Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations()));
    try (URLClassLoader program = Program.load(classes)) {
      assertThat(Program.call(program, "Service", "ask")).isEqualTo("text");
      assertThat(Program.call(program, "Service", "ask")).isEqualTo("text");
      assertThrows(InvocationTargetException.class, () -> Program.call(program, "Service", "ask"));
      int audited = program.loadClass("acme.Service").getField("audited").getInt(null);
      assertThat(audited).isEqualTo(precedence.startsWith("Foreign") ? 3 : 2);
    }
  }

  @Test
  void anAspectOfTheProgramAloneIsNoProof() throws Exception {
    Compiled.processed(classes, List.of(), AUDITED);
    Path aspect = Files.writeString(temp.resolve("Foreign.aj"), FOREIGN.formatted("Foreign, *"));
    Main ajc = new Main();
    ajc.setHolder(new MessageHandler());
    ajc.runMain(
        new String[] {
          aspect.toString(),
          "-17",
          "-inpath",
          classes.toString(),
          "-classpath",
          joined(Compiled.classPath()),
          "-d",
          classes.toString()
        },
        false);

    WeavingException failure =
        assertThrows(
            WeavingException.class,
            () -> Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations())));
    assertThat(failure).hasMessageThat().contains("[NotWoven]");
    assertThat(failure).hasMessageThat().contains("acme.Service.ask(java.lang.String,int[])");
  }

  private static String joined(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
