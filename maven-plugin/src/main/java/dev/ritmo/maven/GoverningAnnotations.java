package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Type;

/**
 * Knows which annotations govern: Ritmo's own, and composed ones, which carry one of them. Composed
 * ones are looked up on the class path, as the weaver does. Not thread-safe.
 */
final class GoverningAnnotations implements AutoCloseable {

  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<String, String> composed = new TreeMap<>();
  private final URLClassLoader classPath;

  private GoverningAnnotations(URLClassLoader classPath) {
    this.classPath = classPath;
  }

  /** The annotations on a class path, whose jars stay open until this is closed. */
  static GoverningAnnotations on(Collection<Path> classPath) {
    URL[] urls = classPath.stream().map(GoverningAnnotations::url).toArray(URL[]::new);
    return new GoverningAnnotations(new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()));
  }

  /** Whether the annotation with this descriptor governs what it is put on. */
  boolean contains(String descriptor) {
    return RitmoNames.ANNOTATIONS.contains(descriptor)
        || known.computeIfAbsent(descriptor, this::carriesOurs);
  }

  /** The composed annotations looked up so far, by their descriptors, with their digests. */
  Map<String, String> composed() {
    return Collections.unmodifiableMap(composed);
  }

  private boolean carriesOurs(String descriptor) {
    String file = Type.getType(descriptor).getInternalName() + ".class";
    if (file.startsWith("java/")) {
      return false;
    }
    try (InputStream bytes = classPath.getResourceAsStream(file)) {
      if (bytes == null) {
        return false; // missing at run time and for the weaver as well
      }
      Carried carried = new Carried();
      byte[] classFile = bytes.readAllBytes();
      new ClassReader(classFile).accept(carried, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      if (carried.ours) {
        composed.put(descriptor, Fingerprint.of(classFile));
      }
      return carried.ours;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      return false; // a class file version that is not supported
    }
  }

  @Override
  public void close() throws IOException {
    classPath.close();
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry.toString(), e);
    }
  }

  private static final class Carried extends ClassVisitor {

    private boolean ours;

    Carried() {
      super(ASM9);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      ours |= RitmoNames.ANNOTATIONS.contains(descriptor);
      return null;
    }
  }
}
