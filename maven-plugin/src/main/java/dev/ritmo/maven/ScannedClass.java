package dev.ritmo.maven;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin needs to know about one class file.
 *
 * @param path the path of the file below the directory or in the jar, with slashes
 * @param name the binary name: {@code com.acme.Outer$Inner}
 * @param place whether an annotation processor can see the class
 * @param annotated whether the class itself carries one of the annotations; an annotation type that
 *     does governs its uses, not itself
 * @param methods the methods that carry one of the annotations or are woven
 * @param callsFactory whether it creates instances of interfaces, which an aspect may limit
 * @param listing its index, if it is a generated class
 */
record ScannedClass(
    String path,
    String name,
    Place place,
    boolean annotated,
    List<Method> methods,
    boolean callsFactory,
    @Nullable Listing listing) {

  /**
   * A method that is annotated or woven.
   *
   * @param signature as in a {@link Listing}
   * @param source its position, for messages: {@code Foo.java:12}
   * @param decorated whether it is an abstract method of an interface, so that the decorator is
   *     woven instead
   */
  record Method(
      String signature, String source, boolean annotated, boolean woven, boolean decorated) {}

  /**
   * The index that the processor has written for one type: the signatures of its methods, and the
   * limiters that other classes may share.
   *
   * @param planDigest the digest of the plan that was compiled against; empty without one
   */
  record Listing(
      String type,
      List<String> methods,
      List<String> spared,
      List<ListedLimiter> limiters,
      String planDigest) {

    Listing(String type, List<String> methods, List<String> spared) {
      this(type, methods, spared, List.of(), "");
    }

    /** All methods that must be woven, including the spared ones, which the runtime lets pass. */
    Set<String> woven() {
      Set<String> all = new TreeSet<>(methods);
      all.addAll(spared);
      return all;
    }
  }

  /** Where in a source file a class is declared. */
  enum Place {
    NAMED("a named class"),
    LOCAL("a local class"),
    ANONYMOUS("an anonymous class"),
    ENUM_CONSTANT("the body of an enum constant");

    final String text;

    Place(String text) {
      this.text = text;
    }
  }

  /** Whether an aspect may apply to this class. */
  boolean concernsAspects() {
    return governed() || callsFactory;
  }

  /** Whether something in it is governed. */
  boolean governed() {
    return annotated || methods.stream().anyMatch(Method::annotated);
  }

  private static final Pattern VERSION = Pattern.compile("META-INF/versions/\\d+/");

  /** The path of the file below its root, by its name. */
  String fileName() {
    return name.replace('.', '/') + ".class";
  }

  /**
   * The root of the packages: empty, or {@code META-INF/versions/21/} for classes that newer
   * versions of Java use instead; null for a file that no class loader reads.
   */
  @Nullable String root() {
    if (!path.endsWith(fileName())) {
      return null;
    }
    String root = path.substring(0, path.length() - fileName().length());
    return root.isEmpty() || VERSION.matcher(root).matches() ? root : null;
  }
}
