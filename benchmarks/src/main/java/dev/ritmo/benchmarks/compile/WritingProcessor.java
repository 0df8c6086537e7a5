package dev.ritmo.benchmarks.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Writes the sources that Ritmo's processor wrote before, and does nothing else: what javac pays
 * for classes being generated, whoever generates them.
 */
@SupportedAnnotationTypes("*")
@SupportedOptions(WritingProcessor.WRITTEN)
public final class WritingProcessor extends AbstractProcessor {

  static final String WRITTEN = "written";

  /** Made by javac. */
  public WritingProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Path written = Path.of(processingEnv.getOptions().get(WRITTEN));
    for (Element type : round.getRootElements()) {
      String name = type + "_Ritmo";
      Path source = written.resolve(name.replace('.', '/') + ".java");
      if (Files.exists(source)) {
        write(name, source, type);
      }
    }
    return false;
  }

  private void write(String name, Path source, Element type) {
    try (Writer writer = processingEnv.getFiler().createSourceFile(name, type).openWriter()) {
      writer.write(Files.readString(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
