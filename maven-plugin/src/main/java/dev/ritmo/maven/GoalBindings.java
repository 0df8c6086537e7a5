package dev.ritmo.maven;

import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Binds the plugin's goals to their phases, unless the user has bound them. */
final class GoalBindings {

  /** Last in its phase, because a project may compile twice. Other executions have 0 or less. */
  private static final int LAST = 1000;

  private GoalBindings() {}

  static void bind(Plugin ritmo) {
    bind(ritmo, "weave", "compile");
    bind(ritmo, "test-weave", "test-compile");
    bind(ritmo, "verify", "verify");
    ritmo.flushExecutionMap();
  }

  private static void bind(Plugin ritmo, String goal, String phase) {
    boolean bound =
        ritmo.getExecutions().stream().anyMatch(execution -> execution.getGoals().contains(goal));
    if (bound) {
      return;
    }
    PluginExecution execution = new PluginExecution();
    execution.setId("ritmo-" + goal);
    execution.setPhase(phase);
    execution.addGoal(goal);
    execution.setPriority(LAST);
    if (ritmo.getConfiguration() instanceof Xpp3Dom configuration) {
      // Maven has already merged the configuration of the plugin into its executions.
      execution.setConfiguration(new Xpp3Dom(configuration));
    }
    ritmo.addExecution(execution);
  }
}
