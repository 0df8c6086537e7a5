package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;

class GoalBindingsTest {

  @Test
  void eachGoalIsBoundToItsPhase() {
    assertThat(bound(ritmo()))
        .containsExactly(
            "compile: ritmo-weave [weave]",
            "test-compile: ritmo-test-weave [test-weave]",
            "verify: ritmo-verify [verify]");
  }

  @Test
  void whatTheUserHasBoundStays() {
    Plugin ritmo = ritmo();
    PluginExecution own = new PluginExecution();
    own.setId("own");
    own.setPhase("process-classes");
    own.addGoal("weave");
    ritmo.addExecution(own);

    assertThat(bound(ritmo))
        .containsExactly(
            "process-classes: own [weave]",
            "test-compile: ritmo-test-weave [test-weave]",
            "verify: ritmo-verify [verify]");
  }

  @Test
  void bindingTwiceIsBindingOnce() {
    Plugin ritmo = ritmo();

    assertThat(bound(ritmo)).isEqualTo(bound(ritmo));
  }

  @Test
  void thePluginsConfigurationHoldsForItsGoals() {
    Plugin ritmo = ritmo();
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    ritmo.setConfiguration(configuration);

    bound(ritmo);

    PluginExecution weave = ritmo.getExecutions().get(0);
    assertThat(weave.getConfiguration()).isEqualTo(configuration);
    assertThat(weave.getConfiguration()).isNotSameInstanceAs(configuration);
  }

  @Test
  void whatElseRunsInAPhaseRunsBefore() {
    Plugin ritmo = ritmo();

    bound(ritmo);

    assertThat(ritmo.getExecutions().get(0).getPriority())
        .isGreaterThan(new PluginExecution().getPriority());
  }

  private static List<String> bound(Plugin ritmo) {
    GoalBindings.bind(ritmo);
    return ritmo.getExecutions().stream()
        .map(each -> each.getPhase() + ": " + each.getId() + " " + each.getGoals())
        .toList();
  }

  private static Plugin ritmo() {
    Plugin plugin = new Plugin();
    plugin.setGroupId("dev.ritmo");
    plugin.setArtifactId("ritmo-maven-plugin");
    return plugin;
  }
}
