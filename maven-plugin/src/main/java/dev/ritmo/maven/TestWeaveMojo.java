package dev.ritmo.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Weaves the governed methods of a project's test classes, as {@link WeaveMojo} does for the main
 * classes.
 */
@Mojo(
    name = "test-weave",
    defaultPhase = LifecyclePhase.TEST_COMPILE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class TestWeaveMojo extends AbstractWeaveMojo {

  /** The test classes to weave, in place. */
  @Parameter(defaultValue = "${project.build.testOutputDirectory}", required = true)
  private File classesDirectory;

  @Override
  File classes() {
    return classesDirectory;
  }

  @Override
  List<String> classPath() throws DependencyResolutionRequiredException {
    return project.getTestClasspathElements();
  }
}
