package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import java.util.concurrent.TimeUnit;

/** Numbers and durations as Java source. */
final class Literals {

  private Literals() {}

  /** {@code 30, TimeUnit.SECONDS}. */
  static CodeBlock duration(long duration, TimeUnit unit) {
    return CodeBlock.of("$L, $L", number(duration), unit(unit));
  }

  /** {@code TimeUnit.SECONDS}. */
  static CodeBlock unit(TimeUnit unit) {
    return CodeBlock.of("$T.$L", TimeUnit.class, unit.name());
  }

  /** With the suffix {@code L} only where an int is too small. */
  static String number(long number) {
    return number == (int) number ? Long.toString(number) : number + "L";
  }
}
