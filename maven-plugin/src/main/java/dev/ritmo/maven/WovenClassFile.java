package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Corrects the output of ajc in a class file, using the class file before weaving.
 *
 * <p>Line numbers: inlined advice has those of the aspect, and its call has line 1. A method of the
 * source keeps only its own line numbers, inlined advice none.
 *
 * <p>The {@code serialVersionUID} that ajc adds: removed where Java does not use one, and set to
 * the value that Java computes for the class before weaving, which ajc gets wrong for some nested
 * classes.
 */
final class WovenClassFile extends ClassVisitor {

  /** The methods into which ajc moves the bodies of woven methods. */
  private static final Pattern MOVED_BODY = Pattern.compile(".*_aroundBody\\d+");

  private final Before before;

  private WovenClassFile(ClassVisitor next, Before before) {
    super(ASM9, next);
    this.before = before;
  }

  /**
   * Corrects all class files of a directory.
   *
   * @param input the directory with the class files before weaving
   */
  static void correctAll(Path folder, Path input) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        Path original = input.resolve(folder.relativize(file).toString());
        Before before = Files.exists(original) ? Before.of(original) : new Before();
        Files.write(file, corrected(Files.readAllBytes(file), before));
      }
    }
  }

  private static byte[] corrected(byte[] woven, Before before) {
    ClassReader reader = new ClassReader(woven);
    // The constants keep their numbers, because ajc's own attributes refer to them.
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new WovenClassFile(writer, before), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    if (!name.equals(SerialVersion.FIELD) || before.keepsSerialVersion()) {
      return super.visitField(access, name, descriptor, signature, value);
    }
    return before.serialVersion == null
        ? null
        : super.visitField(access, name, descriptor, signature, before.serialVersion);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, @Nullable String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    TreeSet<Integer> lines = before.lines.get(name + descriptor);
    if (lines == null && MOVED_BODY.matcher(name).matches()) {
      return next;
    }
    TreeSet<Integer> own = lines == null ? new TreeSet<>() : lines;
    MethodVisitor code =
        name.equals("<clinit>") && !before.keepsSerialVersion()
            ? new SerialVersion.Unassigned(next)
            : next;
    return new MethodVisitor(ASM9, code) {
      @Override
      public void visitLineNumber(int line, Label start) {
        if (!own.isEmpty()) {
          super.visitLineNumber(own.contains(line) ? line : own.first(), start);
        }
      }
    };
  }

  /** The relevant parts of the class before weaving; empty for a class that ajc has added. */
  private static final class Before extends ClassVisitor {

    private final Map<String, TreeSet<Integer>> lines = new HashMap<>();
    private boolean declaresSerialVersion;
    private @Nullable Object serialVersion;

    private Before() {
      super(ASM9);
    }

    static Before of(Path classFile) throws IOException {
      Before before = new Before();
      ClassReader reader = new ClassReader(Files.readAllBytes(classFile));
      reader.accept(before, ClassReader.SKIP_FRAMES);
      if (!before.declaresSerialVersion) {
        before.serialVersion = SerialVersion.of(reader);
      }
      return before;
    }

    /** Whether the source itself assigns it, so that it must not be changed. */
    boolean keepsSerialVersion() {
      return declaresSerialVersion && serialVersion == null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      if (name.equals(SerialVersion.FIELD)) {
        declaresSerialVersion = true;
        serialVersion = value;
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String[] exceptions) {
      TreeSet<Integer> own = lines.computeIfAbsent(name + descriptor, key -> new TreeSet<>());
      return new MethodVisitor(ASM9) {
        @Override
        public void visitLineNumber(int line, Label start) {
          own.add(line);
        }
      };
    }
  }
}
