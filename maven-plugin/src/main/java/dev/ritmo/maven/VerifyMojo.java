package dev.ritmo.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Fails if anything that the project built contains an annotated method that is not woven, or woven
 * methods that differ from those that the annotation processor listed: the classes, the test
 * classes, the jar or war packaged from them, and the libraries in it.
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class VerifyMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /** The classes to verify. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", required = true)
  private File classesDirectory;

  /** The test classes to verify. */
  @Parameter(defaultValue = "${project.build.testOutputDirectory}", required = true)
  private File testClassesDirectory;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    try (GoverningAnnotations annotations = GoverningAnnotations.on(classPath())) {
      verify(classesDirectory, annotations, Set.of());
      verify(testClassesDirectory, annotations, Set.of());
      Set<File> archives = archives();
      if (!archives.isEmpty()) {
        Set<String> processed = processed();
        for (File archive : archives) {
          verify(archive, annotations, processed);
        }
      }
    } catch (IOException | DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("ritmo cannot read the class path: " + e.getMessage(), e);
    }
  }

  /** The packaged files: the artifact, and attached ones, such as an executable jar. */
  private Set<File> archives() {
    return Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream())
        .map(Artifact::getFile)
        .filter(file -> file != null && file.isFile())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The types with a generated class before packaging. */
  private Set<String> processed() throws IOException, DependencyResolutionRequiredException {
    return GeneratedClasses.on(classPath()).stream()
        .map(found -> found.listing().type())
        .collect(Collectors.toSet());
  }

  private List<Path> classPath() throws DependencyResolutionRequiredException {
    return project.getTestClasspathElements().stream().map(Path::of).toList();
  }

  private void verify(File built, GoverningAnnotations annotations, Set<String> processed)
      throws MojoExecutionException, MojoFailureException {
    ClassScan scan = scan(built, annotations);
    if (scan == null) {
      return;
    }
    prove(scan, processed, built.toString());
    if (built.isFile()) {
      try {
        for (Map.Entry<String, ClassScan> nested :
            NestedArchives.in(built.toPath(), annotations).entrySet()) {
          prove(nested.getValue(), processed, nested.getKey());
        }
      } catch (WeavingException e) {
        throw new MojoFailureException(e.getMessage(), e);
      } catch (IOException e) {
        throw new MojoExecutionException("ritmo cannot read " + built + ": " + e.getMessage(), e);
      }
    }
  }

  private static void prove(ClassScan scan, Set<String> processed, String where)
      throws MojoFailureException {
    try {
      Weaving.prove(scan, processed);
    } catch (WeavingException e) {
      throw new MojoFailureException("in " + where + ":\n" + e.getMessage(), e);
    }
  }

  /** The classes in a directory or an archive; null for a file that is neither. */
  private static @Nullable ClassScan scan(File built, GoverningAnnotations annotations)
      throws MojoExecutionException {
    try {
      return built.isFile()
          ? ClassScan.ofJar(built.toPath(), annotations)
          : ClassScan.ofFolder(built.toPath(), annotations);
    } catch (ProviderNotFoundException e) {
      return null;
    } catch (IOException e) {
      throw new MojoExecutionException("ritmo cannot read " + built + ": " + e.getMessage(), e);
    }
  }
}
