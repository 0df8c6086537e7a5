package dev.ritmo.maven;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;

/**
 * Runs the AspectJ compiler on class files. It prints nothing; what it has to say is in its
 * messages.
 */
final class AjcWeaver {

  /** ajc keeps state in static fields, and Maven may build modules side by side. */
  private static final Object AJC = new Object();

  private final Collection<Path> aspects;
  private final Collection<Path> classPath;

  /**
   * @param aspects the jars and folders that hold aspects
   * @param classPath everything that the classes refer to, or ajc fails at a missing type
   */
  AjcWeaver(Collection<Path> aspects, Collection<Path> classPath) {
    this.aspects = aspects;
    this.classPath = classPath;
  }

  /** Weaves all classes of one folder into another one, which may be left half full on failure. */
  void weave(Path from, Path to) throws WeavingException {
    String[] arguments = {
      "-inpath",
      from.toString(),
      "-aspectpath",
      joined(aspects),
      "-classpath",
      joined(classPath),
      "-d",
      to.toString(),
      "-proc:none",
      "-g"
    };
    MessageHandler messages = new MessageHandler();
    synchronized (AJC) {
      Main ajc = new Main();
      ajc.setHolder(messages);
      ajc.runMain(arguments, false);
    }
    // Warnings are for those who write aspects: that an advice found no method in this module.
    List<String> errors =
        Stream.of(messages.getMessages(IMessage.ERROR, true))
            .map(message -> String.valueOf(message).strip())
            .toList();
    if (!errors.isEmpty()) {
      throw new WeavingException(Problem.WEAVING_FAILED.message(errors));
    }
  }

  private static String joined(Collection<Path> paths) {
    return paths.stream().map(Path::toString).collect(joining(File.pathSeparator));
  }
}
