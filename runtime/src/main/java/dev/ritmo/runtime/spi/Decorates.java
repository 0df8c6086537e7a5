package dev.ritmo.runtime.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a generated class that wraps an instance of an interface, delegates calls to it, and limits
 * those that the annotations of the interface govern. It is named after the interface: {@code
 * Foo_Limited}, and {@code Outer_Inner_Limited} for a nested one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Decorates {

  /** The binary name of the interface: {@code com.acme.Outer$Inner}. */
  String value();
}
