package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_ANNOTATION;
import static org.objectweb.asm.Opcodes.ACC_BRIDGE;
import static org.objectweb.asm.Opcodes.ACC_ENUM;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import dev.ritmo.maven.ScannedClass.Listing;
import dev.ritmo.maven.ScannedClass.Method;
import dev.ritmo.maven.ScannedClass.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Reads one class file into a {@link ScannedClass}. */
final class ClassFileReader extends ClassVisitor {

  private final GoverningAnnotations annotations;
  private final Map<String, Nesting> nestings = new HashMap<>();
  private final List<MethodReader> methods = new ArrayList<>();
  private final MovedBodies movedBodies = new MovedBodies();
  private String name = "";
  private String sourceFile = "";
  private boolean enumConstant;
  private boolean annotation;
  private boolean isInterface;
  private boolean annotated;
  private boolean callsFactory;
  private @Nullable Listing listing;

  /** One entry of the attribute that names the enclosing classes of a class. */
  private record Nesting(@Nullable String outer, @Nullable String simpleName) {}

  private ClassFileReader(GoverningAnnotations annotations) {
    super(ASM9);
    this.annotations = annotations;
  }

  /**
   * Reads a class file.
   *
   * @throws IllegalArgumentException if its version is unknown to ASM, or if it is truncated
   */
  static ScannedClass read(String path, byte[] bytes, GoverningAnnotations annotations) {
    ClassFileReader reader = new ClassFileReader(annotations);
    try {
      new ClassReader(bytes).accept(reader, ClassReader.SKIP_FRAMES);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("it ends too early, after " + bytes.length + " bytes", e);
    }
    return new ScannedClass(
        path,
        reader.name.replace('/', '.'),
        reader.place(),
        reader.annotated && !reader.annotation,
        reader.methods(),
        reader.callsFactory,
        reader.listing);
  }

  @Override
  public void visit(
      int version,
      int access,
      String internalName,
      @Nullable String signature,
      @Nullable String superName,
      String[] interfaces) {
    name = internalName;
    annotation = (access & ACC_ANNOTATION) != 0;
    isInterface = (access & ACC_INTERFACE) != 0;
    // An enum itself extends Enum; the body of a constant extends its enum.
    enumConstant = (access & ACC_ENUM) != 0 && !"java/lang/Enum".equals(superName);
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
  }

  @Override
  public void visitInnerClass(
      String inner, @Nullable String outer, @Nullable String simpleName, int access) {
    nestings.put(inner, new Nesting(outer, simpleName));
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    annotated |= annotations.contains(descriptor);
    return descriptor.equals(RitmoNames.GOVERNS) ? new ListingReader() : null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String[] exceptions) {
    // javac copies annotations onto bridges, which the aspect leaves alone.
    boolean unwritten = (access & (ACC_BRIDGE | ACC_SYNTHETIC)) != 0;
    if (unwritten && !MovedBodies.isOne(method)) {
      return null;
    }
    MethodReader reader = new MethodReader(access, method, descriptor);
    if (!MovedBodies.isOne(method)) {
      methods.add(reader);
    }
    return reader;
  }

  private List<Method> methods() {
    List<Method> found = new ArrayList<>();
    for (MethodReader each : methods) {
      boolean woven = each.woven || movedBodies.isWoven(each.access, each.method, each.descriptor);
      if (each.carries || woven) {
        found.add(
            new Method(
                signature(each.method, each.descriptor),
                each.firstLine == 0 ? sourceFile : sourceFile + ":" + each.firstLine,
                each.carries,
                woven,
                isInterface && (each.access & ACC_ABSTRACT) != 0));
      }
    }
    return List.copyOf(found);
  }

  /** The signature of a method, with types as {@link Class#getTypeName} writes them. */
  static String signature(String method, String descriptor) {
    return Stream.of(Type.getArgumentTypes(descriptor))
        .map(Type::getClassName)
        .collect(Collectors.joining(",", method + "(", ")"));
  }

  /** A processor cannot see the members of a local class either. */
  private Place place() {
    for (String at = name; at != null; ) {
      Nesting nesting = nestings.get(at);
      if (nesting == null) {
        break;
      }
      if (nesting.simpleName == null) {
        return enumConstant && at.equals(name) ? Place.ENUM_CONSTANT : Place.ANONYMOUS;
      }
      if (nesting.outer == null) {
        return Place.LOCAL;
      }
      at = nesting.outer;
    }
    return Place.NAMED;
  }

  private final class MethodReader extends MethodVisitor {

    private final int access;
    private final String method;
    private final String descriptor;
    private boolean carries;
    private boolean woven;
    private int firstLine;

    MethodReader(int access, String method, String descriptor) {
      super(ASM9);
      this.access = access;
      this.method = method;
      this.descriptor = descriptor;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      carries |= annotations.contains(descriptor);
      return null;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String descriptor, boolean isInterface) {
      callsFactory |= owner.equals(RitmoNames.FACTORY);
      woven |=
          opcode == INVOKESTATIC
              && (owner.equals(RitmoNames.ASPECT) || owner.startsWith(RitmoNames.ADAPTERS))
              && called.equals(RitmoNames.ASPECT_OF);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
      firstLine = firstLine == 0 ? line : firstLine;
    }

    @Override
    public void visitEnd() {
      if (woven && MovedBodies.isOne(method)) {
        movedBodies.addWoven(name, method, descriptor);
      }
    }
  }

  private final class ListingReader extends AnnotationVisitor {

    private final Map<String, List<String>> lists = new HashMap<>();
    private final List<ListedLimiter> limiters = new ArrayList<>();
    private String type = "";
    private String planDigest = "";

    ListingReader() {
      super(ASM9);
    }

    @Override
    public void visit(@Nullable String element, Object value) {
      if ("type".equals(element)) {
        type = value.toString();
      } else if ("planDigest".equals(element)) {
        planDigest = value.toString();
      }
    }

    @Override
    public AnnotationVisitor visitArray(String element) {
      if (element.equals("limiters")) {
        return new ListedLimiterReader(limiters::add);
      }
      List<String> list = lists.computeIfAbsent(element, key -> new ArrayList<>());
      return new AnnotationVisitor(ASM9) {
        @Override
        public void visit(@Nullable String none, Object value) {
          list.add(value.toString());
        }
      };
    }

    @Override
    public void visitEnd() {
      listing =
          new Listing(
              type,
              lists.getOrDefault("methods", List.of()),
              lists.getOrDefault("spared", List.of()),
              List.copyOf(limiters),
              planDigest);
    }
  }
}
