package dev.ritmo.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** Classes that another compilation, without the processor, has left in a folder. */
final class ClassFiles {

  private ClassFiles() {}

  static void into(Path folder, String... sources) throws IOException {
    JavaFileObject[] files =
        Stream.of(sources)
            .map(source -> JavaFileObjects.forSourceString(SourceSubject.nameOf(source), source))
            .toArray(JavaFileObject[]::new);
    Compilation compilation = Compiler.javac().withOptions("-proc:none").compile(files);
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String path = file.toUri().getPath().replaceFirst("^/?CLASS_OUTPUT/", "");
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        try (InputStream bytes = file.openInputStream()) {
          Files.copy(bytes, target);
        }
      }
    }
  }
}
