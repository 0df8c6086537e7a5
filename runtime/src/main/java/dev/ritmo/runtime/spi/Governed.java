package dev.ritmo.runtime.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the methods of a generated class that stand for governed methods of an interface, so that
 * the weaver finds them. What governs them is in the class generated beside it, as for any type.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Governed {

  /** Whether its calls may differ by their arguments: it has a key, or limits of tokens. */
  boolean byArguments() default false;
}
