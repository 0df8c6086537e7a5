package dev.ritmo.maven;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Runs the classes of a test. */
final class Program {

  private Program() {}

  /** Calls a static method with a text. */
  static Object call(ClassLoader program, String type, String method) throws Exception {
    return program.loadClass("acme." + type).getMethod(method, String.class).invoke(null, "text");
  }

  /** A loader of classes in folders, on top of the class path of the tests. */
  static URLClassLoader load(Path... folders) throws MalformedURLException {
    URL[] urls = new URL[folders.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = folders[i].toUri().toURL();
    }
    return new URLClassLoader(urls, Program.class.getClassLoader());
  }
}
