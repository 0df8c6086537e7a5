package dev.ritmo.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;

/** Runs the AspectJ compiler on class files. It prints nothing; its output is in the messages. */
final class AjcWeaver {

  /** ajc keeps state in static fields, and Maven may build modules side by side. */
  private static final Object AJC = new Object();

  /**
   * javac compiles a class that uses a type whose supertypes are missing, so ajc must do so as
   * well.
   */
  private static final String LINT = "cantFindType = warning\n";

  private static final Pattern MISSING = Pattern.compile("missing type ([\\w.$]+)");

  private final Collection<Path> aspectPath;
  private final Collection<String> aspects;
  private final Collection<Path> classPath;

  /**
   * @param aspectPath the jars and directories with aspects
   * @param aspects the names of the aspects to weave; aspects among the classes are ignored
   * @param classPath the class path of the classes
   */
  AjcWeaver(Collection<Path> aspectPath, Collection<String> aspects, Collection<Path> classPath) {
    this.aspectPath = aspectPath;
    this.aspects = aspects;
    this.classPath = classPath;
  }

  /**
   * Weaves all classes of one directory into another one, which may be incomplete after a failure.
   *
   * @param work a directory for the settings of ajc
   */
  void weave(Path from, Path to, Path work) throws IOException, WeavingException {
    Path configuration = Files.writeString(work.resolve("aop.xml"), configuration());
    Path lint = Files.writeString(work.resolve("lint.properties"), LINT);
    String[] arguments = {
      "-inpath",
      from.toString(),
      "-aspectpath",
      joined(aspectPath),
      "-xmlConfigured",
      configuration.toString(),
      "-classpath",
      joined(classPath),
      "-d",
      to.toString(),
      // otherwise instances serialized before weaving could not be read any more
      "-XaddSerialVersionUID",
      "-Xlintfile",
      lint.toString(),
      "-proc:none",
      "-g"
    };
    MessageHandler messages = new MessageHandler();
    synchronized (AJC) {
      Main ajc = new Main();
      ajc.setHolder(messages);
      ajc.runMain(arguments, false);
    }
    // Warnings are for authors of aspects, such as that an advice matches no method in this module.
    List<String> errors =
        Stream.of(messages.getMessages(IMessage.ERROR, true))
            .map(message -> String.valueOf(message).strip())
            .toList();
    if (!errors.isEmpty()) {
      throw new WeavingException(Problem.WEAVING_FAILED.message(errors));
    }
    failOnLostResults(messages, from);
  }

  /**
   * Fails if classes return a type that ajc did not find, because it cannot have recognised
   * futures. javac has seen the type, so it was removed from the class path since.
   */
  private static void failOnLostResults(MessageHandler messages, Path classes)
      throws IOException, WeavingException {
    Set<String> missing = new TreeSet<>();
    for (IMessage warning : messages.getMessages(IMessage.WARNING, true)) {
      Matcher type = MISSING.matcher(warning.getMessage());
      while (type.find()) {
        missing.add(type.group(1));
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    List<String> lost = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String constants = Files.readString(file, ISO_8859_1);
        for (String type : missing) {
          if (constants.contains(")L" + type.replace('.', '/') + ";")) {
            lost.add(classes.relativize(file) + " needs " + type + ", which cannot be found");
          }
        }
      }
    }
    if (!lost.isEmpty()) {
      throw new WeavingException(Problem.WEAVING_FAILED.message(lost));
    }
  }

  private String configuration() {
    return aspects.stream()
        .map(name -> "<aspect name=\"" + name + "\"/>")
        .collect(joining("\n", "<aspectj><aspects>\n", "\n</aspects></aspectj>\n"));
  }

  private static String joined(Collection<Path> paths) {
    return paths.stream().map(Path::toString).collect(joining(File.pathSeparator));
  }
}
