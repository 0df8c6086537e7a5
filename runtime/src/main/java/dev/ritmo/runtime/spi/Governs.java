package dev.ritmo.runtime.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The index of a generated class, for tools that read class files without loading them. A signature
 * is the name of a method and the erasures of its parameter types, as {@link Class#getTypeName}
 * writes them: {@code ask(java.lang.String,int[],com.acme.Outer$Inner)}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Governs {

  /** The binary name of the type whose methods are governed: {@code com.acme.Outer$Inner}. */
  String type();

  /** The signatures of the governed methods, sorted. */
  String[] methods();

  /**
   * The signatures of the record accessors of a type that is governed as a whole, sorted. A
   * pointcut cannot tell them from other methods, so they are woven, and the runtime lets them
   * pass.
   */
  String[] spared() default {};
}
