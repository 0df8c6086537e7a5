package dev.ritmo.runtime.internal.generated;

/** Tools that remove seemingly unused classes, such as generated ones. */
public final class Shrinkers {

  /** What to do about them, for messages. */
  public static final String FIX =
      "have minimizeJar of maven-shade-plugin keep all classes of the artifact (a filter with <include>**</include>), and ProGuard or R8 the generated ones (-keep class **_Ritmo { *; } and -keep class **_Limited { *; })";

  private Shrinkers() {}
}
