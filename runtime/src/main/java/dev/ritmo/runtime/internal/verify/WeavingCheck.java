package dev.ritmo.runtime.internal.verify;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import dev.ritmo.runtime.aspect.Woven;
import dev.ritmo.runtime.internal.generated.Decorators;
import dev.ritmo.runtime.internal.generated.GeneratedClasses;
import dev.ritmo.runtime.internal.generated.PluginBlock;
import dev.ritmo.runtime.internal.generated.Shrinkers;
import dev.ritmo.runtime.internal.generated.Signatures;
import dev.ritmo.runtime.spi.Governed;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the annotated methods with those that the processor listed and the weaver marked. The
 * only code at run time that reads annotations.
 */
public final class WeavingCheck {

  private static final String NOT_PROCESSED = "not compiled with Ritmo's processor";
  private static final String NOT_WOVEN = "not woven";
  private static final String LISTING_LOST = "woven, but its generated class is missing";
  private static final String UNSEEN = "cannot be looked into";

  private static final String ELSEWHERE =
      "what cannot be looked into here, have the build verify that makes it (goal ritmo:verify), and call Ritmo.verify() in a test; ";

  private static final String COMPILED_BY_AN_IDE =
      "if an IDE has compiled it, have it build with Maven, or run with -javaagent:aspectjweaver.jar; otherwise ";
  private static final String AGENT =
      "for the agent of aspectjweaver, keep META-INF/aop.xml of ritmo-runtime, merged with those of other jars, as it names dev.ritmo.runtime.aspect.GovernedCalls and is on no class path here; otherwise ";

  private final ClassPath classPath;
  private final @Nullable ClassLoader loader;
  private final Map<String, Set<String>> problems = new TreeMap<>();
  private final MissingInstances missing = new MissingInstances();

  WeavingCheck(ClassPath classPath, @Nullable ClassLoader loader) {
    this.classPath = classPath;
    this.loader = loader;
  }

  /** Checks everything that the program was started with. */
  public static WeavingCheck ofClassPath() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new WeavingCheck(
        ClassPath.ofProgram(), loader == null ? WeavingCheck.class.getClassLoader() : loader);
  }

  /**
   * Checks every annotated method.
   *
   * @throws IllegalStateException if any is not governed
   */
  public void verify() {
    ClassSearch search =
        classPath.search(
            RateLimited.class.descriptorString(),
            RateLimited.List.class.descriptorString(),
            RetryOnRateLimit.class.descriptorString(),
            Governed.class.descriptorString());
    search.unreadable().forEach(where -> problem(where, UNSEEN));
    Set<String> candidates = loadable(search);
    candidates.forEach(this::check);
    usesOf(candidates).forEach(this::check);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(message());
    }
    missing.log();
  }

  /** The other classes that use composed annotations found among the candidates. */
  private Set<String> usesOf(Set<String> candidates) {
    Set<String> descriptors = new TreeSet<>();
    for (String candidate : candidates) {
      Class<?> type = load(candidate);
      if (type != null && type.isAnnotation() && isAnnotated(type)) {
        descriptors.add(type.descriptorString());
        Retention retention = type.getAnnotation(Retention.class);
        if (retention == null || retention.value() != RetentionPolicy.RUNTIME) {
          problem(type.getTypeName(), "a composed annotation without @Retention(RUNTIME)");
        }
      }
    }
    if (descriptors.isEmpty()) {
      return Set.of();
    }
    Set<String> uses = loadable(classPath.search(descriptors.toArray(new String[0])));
    uses.removeAll(candidates);
    return uses;
  }

  /** The classes found, without those in archives that are mere data of the program. */
  private Set<String> loadable(ClassSearch search) {
    Set<String> all = new TreeSet<>(search.classes());
    for (String name : search.possibleClasses()) {
      try {
        all.add(Class.forName(name, false, loader).getName());
      } catch (ClassNotFoundException | LinkageError e) {
        // not on a path of the program
      }
    }
    return all;
  }

  private void check(String className) {
    Class<?> type = load(className);
    if (type != null) {
      try {
        check(type);
      } catch (LinkageError | IllegalStateException e) {
        problem(className, "cannot be checked: " + e);
      }
    }
  }

  private @Nullable Class<?> load(String className) {
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      problem(className, "cannot be checked: " + e);
      return null;
    }
  }

  private void check(Class<?> type) {
    GovernedType governed = null;
    boolean isLookedFor = false;
    for (Method method : type.getDeclaredMethods()) {
      if (isGoverned(method) && !method.isBridge() && !method.isSynthetic()) {
        if (isOfInterface(method)) {
          checkDecorated(type, method);
          continue;
        }
        if (!isLookedFor) {
          governed = GeneratedClasses.find(type);
          isLookedFor = true;
        }
        check(type, method, governed);
      }
    }
    if (isGoverned(type) && !type.isAnnotation()) {
      GovernedType all = isLookedFor ? governed : GeneratedClasses.find(type);
      boolean isDecorated = Decorators.find(type) != null;
      if (isDecorated) {
        missing.note(type);
      }
      if (all != null) {
        checkWoven(type, all);
      } else if (!isDecorated) { // otherwise it has only abstract methods
        problem(type.getTypeName(), NOT_PROCESSED);
      }
    }
  }

  private static boolean isOfInterface(Method method) {
    return method.getDeclaringClass().isInterface() && Modifier.isAbstract(method.getModifiers());
  }

  /** A method without a body is limited by the generated class that wraps its interface. */
  private void checkDecorated(Class<?> type, Method method) {
    String signature = Signatures.of(method.getName(), method.getParameterTypes());
    Class<?> decorator = Decorators.find(type);
    GovernedType governed = decorator == null ? null : GeneratedClasses.find(decorator);
    if (governed == null
        || governed.methods().stream().noneMatch(m -> m.signature().equals(signature))) {
      problem(type.getTypeName() + "." + signature, NOT_PROCESSED);
    } else {
      missing.note(type);
    }
  }

  private void check(Class<?> type, Method method, @Nullable GovernedType governed) {
    String signature = Signatures.of(method.getName(), method.getParameterTypes());
    String name = type.getTypeName() + "." + signature;
    boolean isListed =
        governed != null
            && governed.methods().stream().anyMatch(m -> m.signature().equals(signature));
    boolean isWoven = method.isAnnotationPresent(Woven.class);
    if (!isListed) {
      problem(name, isWoven && governed == null ? LISTING_LOST : NOT_PROCESSED);
    }
    if (!isWoven) {
      problem(name, NOT_WOVEN);
    }
  }

  private void checkWoven(Class<?> type, GovernedType governed) {
    Map<String, Method> methods = new TreeMap<>();
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isBridge()) {
        methods.put(Signatures.of(method.getName(), method.getParameterTypes()), method);
      }
    }
    for (GovernedMethod listed : governed.methods()) {
      Method method = methods.get(listed.signature());
      if (method == null || !method.isAnnotationPresent(Woven.class)) {
        problem(type.getTypeName() + "." + listed.signature(), NOT_WOVEN);
      }
    }
  }

  /** Whether it carries one of the annotations, or a composed one. */
  private static boolean isGoverned(AnnotatedElement element) {
    if (isAnnotated(element)) {
      return true;
    }
    for (Annotation annotation : element.getDeclaredAnnotations()) {
      if (isAnnotated(annotation.annotationType())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    return element.isAnnotationPresent(RateLimited.class)
        || element.isAnnotationPresent(RateLimited.List.class)
        || element.isAnnotationPresent(RetryOnRateLimit.class)
        || element.isAnnotationPresent(Governed.class);
  }

  private void problem(String where, String what) {
    problems.computeIfAbsent(where, key -> new TreeSet<>()).add(what);
  }

  private String message() {
    String list =
        problems.entrySet().stream()
            .map(problem -> "  " + problem.getKey() + ": " + String.join(", ", problem.getValue()))
            .collect(Collectors.joining("\n"));
    Set<String> kinds = new TreeSet<>();
    problems.values().forEach(kinds::addAll);
    return """
        What is annotated with @RateLimited or @RetryOnRateLimit must be governed, but this is not:
        %s
        Fix: %sadd to the plugins of the pom.xml that compiles it
        %s"""
        .formatted(list, hints(kinds), PluginBlock.lines());
  }

  private String hints(Set<String> kinds) {
    StringBuilder hints = new StringBuilder();
    if (kinds.contains(UNSEEN)) {
      hints.append(ELSEWHERE);
    }
    if (kinds.contains(LISTING_LOST)) {
      hints.append(Shrinkers.FIX).append("; otherwise ");
    }
    if (kinds.equals(Set.of(NOT_WOVEN))) {
      hints.append(isAspectListed() ? COMPILED_BY_AN_IDE : AGENT);
    }
    return hints.toString();
  }

  /** Whether a load-time weaving agent would find the aspect. */
  private boolean isAspectListed() {
    try {
      for (URL file : Collections.list(resources("META-INF/aop.xml"))) {
        try (InputStream in = file.openStream()) {
          String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          if (content.contains("dev.ritmo.runtime.aspect.GovernedCalls")) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException e) {
      return true; // unknown, so do not report it
    }
  }

  private Enumeration<URL> resources(String name) throws IOException {
    return loader == null ? ClassLoader.getSystemResources(name) : loader.getResources(name);
  }
}
