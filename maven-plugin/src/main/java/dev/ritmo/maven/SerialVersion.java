package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.PUTSTATIC;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.commons.SerialVersionUIDAdder;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The default {@code serialVersionUID} of a class, as Java computes it from the class file. */
final class SerialVersion extends SerialVersionUIDAdder {

  static final String FIELD = "serialVersionUID";

  private SerialVersion() {
    super(ASM9, null);
  }

  /**
   * The version of a class that declares none; null for kinds of classes for which Java does not
   * compute one.
   */
  static @Nullable Long of(ClassReader reader) {
    String superName = reader.getSuperName();
    if ("java/lang/Enum".equals(superName)
        || "java/lang/Record".equals(superName)
        || (reader.getAccess() & ACC_INTERFACE) != 0) {
      return null;
    }
    SerialVersion version = new SerialVersion();
    reader.accept(version, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    try {
      return version.computeSVUID();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void visitEnd() {
    // nothing is added
  }

  /** Omits the assignment of a constant to the field, by which ajc sets its value. */
  static final class Unassigned extends MethodNode {

    private final MethodVisitor next;

    Unassigned(MethodVisitor next) {
      super(ASM9);
      this.next = next;
    }

    @Override
    public void visitEnd() {
      for (AbstractInsnNode each : instructions.toArray()) {
        if (each.getOpcode() == PUTSTATIC
            && ((FieldInsnNode) each).name.equals(FIELD)
            && each.getPrevious() instanceof LdcInsnNode constant) {
          instructions.remove(constant);
          instructions.remove(each);
        }
      }
      accept(next);
    }
  }
}
