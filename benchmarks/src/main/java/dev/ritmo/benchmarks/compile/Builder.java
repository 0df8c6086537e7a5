package dev.ritmo.benchmarks.compile;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;

/** Takes a step of a build within this virtual machine, as Maven does. */
final class Builder {

  private static final List<String> OF_PROCESSOR =
      List.of(
          "dev.ritmo.processor.RitmoProcessor",
          "dev.ritmo.rules.Bounds",
          "com.google.auto.common.MoreElements",
          "com.google.common.collect.ImmutableList",
          "com.google.common.util.concurrent.internal.InternalFutureFailureAccess",
          "com.palantir.javapoet.JavaFile");

  private static final List<String> OF_USERS =
      List.of(
          "dev.ritmo.RateLimited",
          "dev.ritmo.runtime.spi.GovernedType",
          "org.aspectj.lang.JoinPoint",
          "dev.failsafe.Failsafe");

  private final Folders folders;

  Builder(Folders folders) {
    this.folders = folders;
  }

  /** Takes it, into an empty folder, and says how many nanoseconds it took. */
  long take(Step step) throws IOException {
    Folders.delete(folders.output());
    Files.createDirectories(folders.output());
    long begin = System.nanoTime();
    takeInto(folders.output(), step);
    return System.nanoTime() - begin;
  }

  /** Compiles with Ritmo, for the weaver to have something. */
  void prepare() throws IOException {
    Files.createDirectories(folders.compiled());
    takeInto(folders.compiled(), Step.RITMO);
    folders.copyGoverned();
  }

  private void takeInto(Path output, Step step) throws IOException {
    if (step == Step.WEAVING) {
      weave(output);
      return;
    }
    List<String> arguments = new ArrayList<>(List.of("-d", output.toString(), "-g", "-nowarn"));
    arguments.addAll(List.of("--release", "17", "-cp", pathOf(OF_USERS)));
    arguments.addAll(
        switch (step) {
          case PROCESSING -> processor(IdleProcessor.class.getName(), List.of());
          case WRITING -> writing();
          case RITMO -> processor(OF_PROCESSOR.get(0), OF_PROCESSOR);
          default -> List.of("-proc:none");
        });
    arguments.addAll(folders.sourceFiles());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("javac must succeed, but ended with " + result);
    }
  }

  private static List<String> processor(String name, List<String> needed) {
    List<String> path = needed.isEmpty() ? List.of(name) : needed;
    return List.of(
        "-processor", name, "-processorpath", pathOf(path), "-Aritmo.weaving=maven", "-Xlint:none");
  }

  private List<String> writing() {
    List<String> arguments =
        new ArrayList<>(processor(WritingProcessor.class.getName(), List.of()));
    arguments.add("-A" + WritingProcessor.WRITTEN + "=" + folders.compiled());
    return arguments;
  }

  private void weave(Path output) {
    String classPath = folders.compiled() + File.pathSeparator + pathOf(OF_USERS);
    String[] arguments = {
      "-inpath",
      folders.governed().toString(),
      "-aspectpath",
      pathOf(List.of("dev.ritmo.runtime.spi.GovernedType")),
      "-classpath",
      classPath,
      "-d",
      output.toString(),
      "-proc:none",
      "-g"
    };
    MessageHandler messages = new MessageHandler();
    Main ajc = new Main();
    ajc.setHolder(messages);
    ajc.runMain(arguments, false);
    IMessage[] errors = messages.getMessages(IMessage.ERROR, true);
    if (errors.length > 0) {
      throw new IllegalStateException("ajc must succeed, but said " + errors[0]);
    }
  }

  /** The jars and folders that these classes come from. */
  private static String pathOf(List<String> classes) {
    return classes.stream()
        .flatMap(Builder::locationOf)
        .distinct()
        .collect(joining(File.pathSeparator));
  }

  private static Stream<String> locationOf(String type) {
    try {
      var source = Class.forName(type).getProtectionDomain().getCodeSource();
      return Stream.of(Path.of(source.getLocation().toURI()).toString());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
