package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the packages of the runtime may know of each other. What depends on what is read from the
 * class files, by the JDK's own jdeps.
 */
class ArchitectureTest {

  private static final String RUNTIME = "dev.ritmo.runtime.";
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path LIMITER = Path.of("src/main/java/dev/ritmo/runtime/internal/limiter");

  /** What programs call; the rest of their package is values and exceptions, for all layers. */
  private static final String FACADES =
      "Ritmo|Limiter|NamedLimiter|LimitedCall|CallSettings|Permit|PermitRequest|Registration|ReportedHeaders";

  /** From the bottom to the top: each layer may know itself and those before it. */
  private static final List<Layer> LAYERS =
      List.of(
          new Layer("text", "internal\\.text\\.\\w+"),
          new Layer("spi", "spi\\.\\w+"),
          new Layer("context", "internal\\.context\\.\\w+"),
          new Layer("signals", "internal\\.signal\\..+"),
          new Layer("marks on failures", "internal\\.retry\\.Marks?"),
          new Layer("values", "(?!(?:" + FACADES + ")$)\\w+|aspect\\.Woven"),
          new Layer("tokens", "internal\\.tokens\\.\\w+"),
          new Layer("time", "internal\\.time\\.\\w+"),
          new Layer("flight recorder", "internal\\.jfr\\.\\w+"),
          new Layer("events", "internal\\.events\\.\\w+"),
          new Layer("window", "internal\\.window\\.\\w+"),
          new Layer("inference", "internal\\.window\\.infer\\.\\w+"),
          new Layer("feedback", "internal\\.limiter\\.feedback\\.\\w+"),
          new Layer("limiter", "internal\\.limiter\\.\\w+"),
          new Layer("configuration", "internal\\.config\\.\\w+"),
          new Layer("retry", "internal\\.retry\\.\\w+"),
          new Layer("call", "internal\\.call\\.\\w+"),
          new Layer("generated classes", "internal\\.generated\\.\\w+"),
          new Layer("verification", "internal\\.verify\\.\\w+"),
          new Layer("aspect", "aspect\\.\\w+"),
          new Layer("facades", FACADES));

  /** Arrows up that are still there: "class -> class". Nothing is to be added. */
  private static final Set<String> KNOWN_ARROWS_UP = Set.of();

  private static final String CORE =
      "internal\\.(?:limiter|limiter\\.feedback|window|time|events|retry|tokens|context)\\.\\w+";

  private static final int MOST_LINES = 300;

  /** The one class that takes the lock of a limiter. */
  private static final String LOCKS = "LockedLimiter";

  private static final Pattern LOCKING = Pattern.compile("\\block\\.(?:lock|tryLock)\\(");

  private static final Pattern ARROW = Pattern.compile("(?m)^\\s+(\\S+)\\s+->\\s+(\\S+)");

  private final Map<String, Set<String>> arrows = arrows();

  /**
   * @param classes their names after {@link #RUNTIME}
   */
  private record Layer(String name, String classes) {}

  /** Which top-level class knows which; without those outside of the runtime. */
  private static Map<String, Set<String>> arrows() {
    StringWriter out = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(out),
                "-v",
                "-filter:none",
                CLASSES.resolve("dev").toString()); // without the module, which needs all others
    assertWithMessage(out.toString()).that(exit).isEqualTo(0);
    Map<String, Set<String>> found = new TreeMap<>();
    Matcher matcher = ARROW.matcher(out.toString());
    while (matcher.find()) {
      String from = topLevel(matcher.group(1));
      String to = topLevel(matcher.group(2));
      if (from.startsWith(RUNTIME) && to.startsWith(RUNTIME) && !from.equals(to)) {
        found.computeIfAbsent(shortened(from), any -> new TreeSet<>()).add(shortened(to));
      }
    }
    return found;
  }

  private static String topLevel(String type) {
    return type.replaceAll("\\$.*", "");
  }

  private static String shortened(String type) {
    return type.substring(RUNTIME.length());
  }

  private static int layer(String type) {
    for (int i = 0; i < LAYERS.size(); i++) {
      if (type.matches(LAYERS.get(i).classes)) {
        return i;
      }
    }
    throw new AssertionError(type + " belongs to no layer. Fix: add its package to LAYERS.");
  }

  @Test
  void theClassFilesAreRead() {
    assertThat(arrows.size()).isAtLeast(150);
    assertThat(arrows.get("Ritmo")).contains("NamedLimiter");
  }

  @Test
  void noArrowRunsUp() {
    Set<String> up = new TreeSet<>();
    arrows.forEach(
        (from, all) -> {
          for (String to : all) {
            if (layer(to) > layer(from)) {
              up.add(from + " -> " + to);
            }
          }
        });

    assertThat(up).containsExactlyElementsIn(KNOWN_ARROWS_UP);
  }

  @Test
  void noCircleLeavesAPackage() {
    List<String> circles = new ArrayList<>();
    arrows.forEach(
        (from, all) -> {
          for (String to : all) {
            if (!packageOf(from).equals(packageOf(to)) && reachable(to).contains(from)) {
              circles.add(from + " -> " + to + " and back");
            }
          }
        });

    assertThat(circles).isEmpty();
  }

  /** Two types of a package may know each other, unless it is one of the core. */
  @Test
  void noCircleIsInTheCore() {
    List<String> circles = new ArrayList<>();
    arrows.forEach(
        (from, all) -> {
          for (String to : all) {
            if (from.matches(CORE) && reachable(to).contains(from)) {
              circles.add(from + " -> " + to + " and back");
            }
          }
        });

    assertThat(circles).isEmpty();
  }

  @Test
  void filesOfTheCoreAreShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/ritmo/runtime"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        long lines = textOf(file).lines().count();
        if (lines > MOST_LINES) {
          tooLong.add(file.getFileName() + " has " + lines + " lines");
        }
      }
    }

    assertThat(tooLong).isEmpty();
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private Set<String> reachable(String from) {
    Set<String> seen = new HashSet<>();
    List<String> unvisited = new ArrayList<>(List.of(from));
    while (!unvisited.isEmpty()) {
      for (String next : arrows.getOrDefault(unvisited.remove(0), Set.of())) {
        if (seen.add(next)) {
          unvisited.add(next);
        }
      }
    }
    return seen;
  }

  @Test
  void noInternalTypeIsInAnExportedSignature() throws Exception {
    List<String> leaks = new ArrayList<>();
    int exported = 0;
    for (String name : classesOf("", "aspect", "spi")) {
      Class<?> type = Class.forName(RUNTIME + name, false, getClass().getClassLoader());
      if (isVisible(type)) {
        exported++;
        leaks.addAll(leaks(type));
      }
    }

    assertThat(exported).isAtLeast(40);
    assertThat(leaks).isEmpty();
  }

  private static List<String> classesOf(String... packages) throws IOException {
    List<String> names = new ArrayList<>();
    for (String each : packages) {
      try (Stream<Path> files = Files.list(CLASSES.resolve("dev/ritmo/runtime").resolve(each))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
            .map(file -> (each.isEmpty() ? "" : each + ".") + file.replace(".class", ""))
            .forEach(names::add);
      }
    }
    return names;
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static List<String> leaks(Class<?> type) {
    List<String> signatures = new ArrayList<>();
    signatures.add(type.toGenericString());
    signatures.add(type.getName() + " extends " + type.getGenericSuperclass());
    Arrays.stream(type.getGenericInterfaces()).forEach(each -> signatures.add(type + " " + each));
    visible(type.getDeclaredFields()).forEach(each -> signatures.add(each.toGenericString()));
    visible(type.getDeclaredMethods()).forEach(each -> signatures.add(each.toGenericString()));
    visible(type.getDeclaredConstructors()).forEach(each -> signatures.add(each.toGenericString()));
    return signatures.stream().filter(each -> each.contains(RUNTIME + "internal.")).toList();
  }

  private static <M extends Member> Collection<M> visible(M[] members) {
    return Arrays.stream(members)
        .filter(each -> isVisible(each.getModifiers()) && !each.isSynthetic())
        .toList();
  }

  @Test
  void oneClassTakesTheLock() throws IOException {
    Set<String> locking = new TreeSet<>();
    try (Stream<Path> files = Files.list(LIMITER)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> LOCKING.matcher(textOf(file)).find())
          .forEach(file -> locking.add(file.getFileName().toString().replace(".java", "")));
    }

    assertThat(locking).containsExactly(LOCKS);
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
