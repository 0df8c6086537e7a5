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

  /**
   * The limiters that classes of other compilations may share, or draw beside on the same plan:
   * those that have a name in the code, or a plan. Sorted by name.
   */
  Limiter[] limiters() default {};

  /** Stands for the plan file that was compiled against; empty where no limiter has a plan. */
  String planDigest() default "";

  /** What other compilations have to know of a limiter. */
  @Target({})
  @Retention(RetentionPolicy.CLASS)
  @interface Limiter {

    /** The name. */
    String name();

    /** The entry of the plan that it draws on; empty if there is none. */
    String plan() default "";

    /**
     * The limits, in the order in which overrides number them, with periods in the coarsest unit
     * that can say them: {@code calls = 10, period = 1 MINUTES}.
     */
    String[] limits();

    /**
     * What it can take of each limit of the entry, and how much that is: {@code 300 of 500 calls in
     * 60 SECONDS}.
     */
    String[] draws() default {};
  }
}
