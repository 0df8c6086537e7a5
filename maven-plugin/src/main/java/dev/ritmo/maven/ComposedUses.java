package dev.ritmo.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Remembers between builds from which composed annotations the generated classes were made. An
 * incremental compiler does not know that a class depends on the numbers of an annotation, so the
 * generated class would keep the old ones.
 */
final class ComposedUses {

  private final Path record;
  private final Path folder;
  private final Collection<ScannedClass> classes;
  private final Map<String, String> annotations;

  /**
   * @param record the file to remember it in
   * @param annotations the composed annotations that the classes use, with their digests
   */
  ComposedUses(
      Path record, Path folder, Collection<ScannedClass> classes, Map<String, String> annotations) {
    this.record = record;
    this.folder = folder;
    this.classes = classes;
    this.annotations = annotations;
  }

  /** The classes generated before an annotation was changed, for messages. */
  List<String> outdated() throws IOException {
    List<String> found = new ArrayList<>();
    if (!Files.exists(record)) {
      return found;
    }
    Properties before = new Properties();
    try (var in = Files.newBufferedReader(record)) {
      before.load(in);
    }
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      String digest = before.getProperty(annotation.getKey());
      if (digest != null && !digest.equals(annotation.getValue())) {
        for (ScannedClass type : classes) {
          if (type.governed() && uses(type, annotation.getKey()) && isUnchanged(type, before)) {
            found.add(type.name() + " uses " + shown(annotation.getKey()));
          }
        }
      }
    }
    return found;
  }

  /** Records the current state. */
  void remember() throws IOException {
    if (annotations.isEmpty()) {
      Files.deleteIfExists(record);
      return;
    }
    Properties now = new Properties();
    now.putAll(annotations);
    for (ScannedClass type : classes) {
      if (type.listing() != null) {
        now.setProperty(type.path(), time(type));
      }
    }
    try (var out = Files.newBufferedWriter(record)) {
      now.store(out, null);
    }
  }

  private boolean uses(ScannedClass type, String descriptor) throws IOException {
    return Files.readString(folder.resolve(type.path()), ISO_8859_1).contains(descriptor);
  }

  private boolean isUnchanged(ScannedClass type, Properties before) throws IOException {
    Optional<ScannedClass> generated = generated(type);
    return generated.isPresent()
        && time(generated.get()).equals(before.getProperty(generated.get().path()));
  }

  private Optional<ScannedClass> generated(ScannedClass type) {
    String decorator = RitmoNames.decoratorOf(type.name());
    for (ScannedClass each : classes) {
      ScannedClass.Listing listing = each.listing();
      if (listing != null
          && (listing.type().equals(type.name()) || listing.type().equals(decorator))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private String time(ScannedClass type) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(type.path())).toString();
  }

  private static String shown(String descriptor) {
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }
}
