package dev.ritmo.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Weaves the governed methods of a project's classes. If the woven methods are not exactly those
 * that the annotation processor listed, it fails and leaves all classes unchanged. Bound to {@code
 * compile}, so that {@code mvn compile} alone weaves.
 */
@Mojo(
    name = "weave",
    defaultPhase = LifecyclePhase.COMPILE,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class WeaveMojo extends AbstractWeaveMojo {

  /** The classes to weave, in place. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", required = true)
  private File classesDirectory;

  @Override
  File classes() {
    return classesDirectory;
  }

  @Override
  List<String> classPath() throws DependencyResolutionRequiredException {
    return project.getCompileClasspathElements();
  }
}
