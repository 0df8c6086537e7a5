package dev.ritmo.runtime.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the methods of a generated class that represent governed methods of an interface, so that
 * the weaver finds them. Their limits and retries are in another generated class, as for any type.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Governed {

  /** Whether calls depend on their arguments, because of a key or a limit of tokens. */
  boolean byArguments() default false;
}
