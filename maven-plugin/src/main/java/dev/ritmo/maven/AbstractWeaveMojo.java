package dev.ritmo.maven;

import dev.ritmo.maven.Weaving.Summary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** The common part of weaving classes and test classes. */
abstract class AbstractWeaveMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  protected MavenProject project;

  /** Leaves the classes unchanged, so that no limit holds and {@code ritmo:verify} fails. */
  @Parameter(property = "ritmo.skip", defaultValue = "false")
  private boolean skip;

  /** The classes to weave, in place. */
  abstract File classes();

  /** The class path of the compilation. */
  abstract List<String> classPath() throws DependencyResolutionRequiredException;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().warn("ritmo: weaving is skipped (ritmo.skip), so no limit holds.");
      return;
    }
    try {
      limiters().run();
      report(weaving().run());
    } catch (WeavingException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException | DependencyResolutionRequiredException e) {
      throw new MojoExecutionException(
          "ritmo cannot weave " + classes() + ": " + e.getMessage(), e);
    }
  }

  private LimitersCheck limiters() throws DependencyResolutionRequiredException {
    Plugin compiler = project.getPlugin(CompilerPlugin.KEY);
    List<String> arguments = compiler == null ? List.of() : CompilerPlugin.arguments(compiler);
    return new LimitersCheck(
        classes().toPath(), classPath().stream().map(Path::of).toList(), PlanOptions.in(arguments));
  }

  private Weaving weaving() throws DependencyResolutionRequiredException {
    Path target = Path.of(project.getBuild().getDirectory());
    return new Weaving(
        classes().toPath(),
        target.resolve("ritmo-" + classes().getName()),
        classPath().stream().map(Path::of).toList(),
        AspectPath.in(project.getArtifacts()));
  }

  private void report(Summary summary) {
    if (summary.methods() == 0) {
      getLog().debug("ritmo: no governed methods in " + classes());
    } else {
      getLog().info("ritmo: " + summary + " woven");
    }
  }
}
