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
   * pointcut cannot distinguish them from other methods, so they are woven, and the runtime lets
   * their calls pass.
   */
  String[] spared() default {};

  /**
   * The limiters that matter to other compilations, because they are named in the code, and can be
   * shared, or draw on a plan. Sorted by name.
   */
  Limiter[] limiters() default {};

  /** The digest of the plan file that was compiled against; empty if no limiter has a plan. */
  String planDigest() default "";

  /** What other compilations need to know about a limiter. */
  @Target({})
  @Retention(RetentionPolicy.CLASS)
  @interface Limiter {

    /** The name. */
    String name();

    /** The entry of the plan that it draws on; empty if none. */
    String plan() default "";

    /**
     * The limits, in the order in which overrides number them, with periods in the coarsest unit
     * that is exact: {@code calls = 10, period = 1 MINUTES}.
     */
    String[] limits();

    /** What it can take of each limit of the entry: {@code 300 of 500 calls in 60 SECONDS}. */
    String[] draws() default {};
  }
}
