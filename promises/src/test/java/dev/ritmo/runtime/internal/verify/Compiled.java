package dev.ritmo.runtime.internal.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes compiled by the test into a folder, with neither processor nor weaver. */
final class Compiled {

  private final Path folder;

  private Compiled(Path folder) {
    this.folder = folder;
  }

  /**
   * Compiles the sources of top-level types.
   *
   * @param sources each begins with {@code package acme; ... class Name}
   */
  static Compiled into(Path folder, String... sources) throws IOException {
    Files.createDirectories(folder);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              folder.toString(),
              "-classpath",
              folder
                  + System.getProperty("path.separator")
                  + System.getProperty("java.class.path"));
      List<Source> units = Arrays.stream(sources).map(Source::new).toList();
      if (!compiler.getTask(null, files, null, options, null, units).call()) {
        throw new AssertionError("The sources must compile");
      }
    }
    return new Compiled(folder);
  }

  Path folder() {
    return folder;
  }

  /** Packs the classes. */
  Path jar(Path jar) throws IOException {
    return jar(jar, new Manifest());
  }

  /** Packs the classes with a manifest that refers to other jars or folders. */
  Path jarReferringTo(String classPath, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    return jar(jar, manifest);
  }

  private Path jar(Path jar, Manifest manifest) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        entries.putNextEntry(new JarEntry(name));
        entries.write(Files.readAllBytes(file));
        entries.closeEntry();
      }
    }
    return jar;
  }

  /** A loader of the classes in these folders and jars, on top of those of the test. */
  static URLClassLoader loader(Path... entries) throws IOException {
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = entries[i].toUri().toURL();
    }
    return new URLClassLoader(urls, Compiled.class.getClassLoader());
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///acme/" + name(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String name(String text) {
      return text.replaceFirst("(?s)^.*?\\b(?:class|interface|enum) (\\w+).*$", "$1");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
