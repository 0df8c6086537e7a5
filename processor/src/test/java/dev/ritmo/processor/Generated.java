package dev.ritmo.processor;

import com.google.common.io.ByteStreams;
import com.google.testing.compile.Compilation;
import dev.ritmo.runtime.spi.GovernedType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Loads what was generated and compiled, as the runtime does. */
final class Generated {

  private Generated() {}

  static GovernedType load(Compilation compilation, String name) {
    try {
      Constructor<?> constructor =
          new InMemory(compilation).loadClass(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (GovernedType) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  static String source(Compilation compilation, String name) {
    String path = name.replace('.', '/') + ".java";
    JavaFileObject file =
        compilation.generatedFile(StandardLocation.SOURCE_OUTPUT, path).orElseThrow();
    try {
      return file.getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class InMemory extends ClassLoader {

    private final Compilation compilation;

    InMemory(Compilation compilation) {
      super(Generated.class.getClassLoader());
      this.compilation = compilation;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      JavaFileObject file =
          compilation
              .generatedFile(StandardLocation.CLASS_OUTPUT, name.replace('.', '/') + ".class")
              .orElseThrow(() -> new ClassNotFoundException(name));
      try (InputStream in = file.openInputStream()) {
        byte[] bytes = ByteStreams.toByteArray(in);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
