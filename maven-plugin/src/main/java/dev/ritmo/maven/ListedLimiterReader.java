package dev.ritmo.maven;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;

/** Reads an array of limiters in the index of a generated class. */
final class ListedLimiterReader extends AnnotationVisitor {

  private final Consumer<ListedLimiter> found;

  ListedLimiterReader(Consumer<ListedLimiter> found) {
    super(ASM9);
    this.found = found;
  }

  @Override
  public AnnotationVisitor visitAnnotation(@Nullable String none, String descriptor) {
    return new One();
  }

  private final class One extends AnnotationVisitor {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();

    One() {
      super(ASM9);
    }

    @Override
    public void visit(@Nullable String element, Object value) {
      texts.put(String.valueOf(element), value.toString());
    }

    @Override
    public AnnotationVisitor visitArray(String element) {
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
      found.accept(
          new ListedLimiter(
              texts.getOrDefault("name", ""),
              texts.getOrDefault("plan", ""),
              List.copyOf(lists.getOrDefault("limits", List.of())),
              List.copyOf(lists.getOrDefault("draws", List.of()))));
    }
  }
}
