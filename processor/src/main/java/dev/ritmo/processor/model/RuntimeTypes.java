package dev.ritmo.processor.model;

import com.palantir.javapoet.ClassName;

/** The types of the runtime that generated classes are made of. */
public final class RuntimeTypes {

  /** The module of the runtime. */
  public static final String MODULE = "dev.ritmo.runtime";

  private static final String SPI = "dev.ritmo.runtime.spi";

  public static final ClassName GOVERNED_METHOD = ClassName.get(SPI, "GovernedMethod");
  public static final ClassName GOVERNED_TYPE = ClassName.get(SPI, "GovernedType");
  public static final ClassName DECORATES = ClassName.get(SPI, "Decorates");
  public static final ClassName GOVERNED = ClassName.get(SPI, "Governed");
  public static final ClassName GOVERNS = ClassName.get(SPI, "Governs");
  public static final ClassName KEY_FUNCTION = ClassName.get(SPI, "KeyFunction");
  public static final ClassName GOVERNS_LIMITER = GOVERNS.nestedClass("Limiter");
  public static final ClassName LIMIT = ClassName.get(SPI, "Limit");
  public static final ClassName RETRY_SETTINGS = ClassName.get(SPI, "RetrySettings");

  private RuntimeTypes() {}
}
