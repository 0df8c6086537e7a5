package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class CompilerConfigurationTest {

  private static final String OPTIONS =
      "<compilerArgs><arg>-Aritmo.weaving=maven</arg><arg>-Xlint:-processing</arg></compilerArgs>";

  @Test
  void anEmptyConfigurationGetsTheProcessorAndItsOptions() {
    assertThat(withProcessor("<configuration/>"))
        .isEqualTo(
            "<configuration><annotationProcessorPaths>"
                + path("dev.ritmo", "ritmo-processor", "1")
                + "</annotationProcessorPaths>"
                + OPTIONS
                + "</configuration>");
  }

  @Test
  void theProcessorComesFirstAndTheUsersStay() {
    String users = path("org.mapstruct", "mapstruct-processor", "1.6.3");

    assertThat(
            withProcessor(
                "<configuration><annotationProcessorPaths>"
                    + users
                    + "</annotationProcessorPaths></configuration>"))
        .contains(
            "<annotationProcessorPaths>"
                + path("dev.ritmo", "ritmo-processor", "1")
                + users
                + "</annotationProcessorPaths>");
  }

  /** It adds members to classes, and a key may lead through them. */
  @Test
  void onlyLombokComesBefore() {
    String lombok = path("org.projectlombok", "lombok", "1.18.48");
    String others = path("org.mapstruct", "mapstruct-processor", "1.6.3");

    assertThat(
            withProcessor(
                "<configuration><annotationProcessorPaths>"
                    + lombok
                    + others
                    + "</annotationProcessorPaths></configuration>"))
        .contains(
            "<annotationProcessorPaths>"
                + lombok
                + path("dev.ritmo", "ritmo-processor", "1")
                + others
                + "</annotationProcessorPaths>");
  }

  @Test
  void aProcessorThatTheUserListsKeepsItsVersion() {
    String configured =
        "<configuration><annotationProcessorPaths>"
            + path("dev.ritmo", "ritmo-processor", "0.9")
            + "</annotationProcessorPaths>"
            + OPTIONS
            + "</configuration>";

    assertThat(withProcessor(configured)).isEqualTo(configured);
  }

  @Test
  void whatMustBeKeptFollows() {
    Dependency kept = new Dependency();
    kept.setGroupId("org.mapstruct");
    kept.setArtifactId("mapstruct-processor");
    kept.setVersion("1.6.3");
    kept.setClassifier("odd");

    assertThat(withProcessor("<configuration/>", kept))
        .contains(
            path("dev.ritmo", "ritmo-processor", "1")
                + "<path><groupId>org.mapstruct</groupId><artifactId>mapstruct-processor"
                + "</artifactId><version>1.6.3</version><classifier>odd</classifier></path>");
  }

  @Test
  void theUsersArgumentsStayInFront() {
    assertThat(
            withProcessor(
                "<configuration><compilerArgument>-Xlint</compilerArgument>"
                    + "<compilerArgs><arg>-Xlint:all</arg></compilerArgs></configuration>"))
        .startsWith(
            "<configuration><compilerArgument>-Xlint</compilerArgument>"
                + "<compilerArgs><arg>-Xlint:all</arg><arg>-Aritmo.weaving=maven</arg>");
  }

  @Test
  void aListOfProcessorsGetsOneMore() {
    assertThat(
            withProcessor(
                "<configuration><annotationProcessors><annotationProcessor>acme.Own"
                    + "</annotationProcessor></annotationProcessors></configuration>"))
        .contains(
            "<annotationProcessor>acme.Own</annotationProcessor><annotationProcessor>"
                + "dev.ritmo.processor.RitmoProcessor</annotationProcessor></annotationProcessors>");
    assertThat(withProcessor("<configuration/>")).doesNotContain("annotationProcessors>");
  }

  @Test
  void addingTwiceIsAddingOnce() {
    String once = withProcessor("<configuration/>");

    assertThat(withProcessor(once)).isEqualTo(once);
  }

  @Test
  void thePlanBecomesArguments() {
    assertThat(withPlan("<configuration/>", Optional.of("production")))
        .containsExactly("-Aritmo.plan=/project/ritmo-plan.yaml", "-Aritmo.environment=production")
        .inOrder();
    assertThat(withPlan("<configuration/>", Optional.empty()))
        .containsExactly("-Aritmo.plan=/project/ritmo-plan.yaml");
  }

  @Test
  void thePlanThatTheUserNamesStays() {
    assertThat(
            withPlan(
                "<configuration><compilerArgs><arg>-Aritmo.plan=own.yaml</arg></compilerArgs>"
                    + "</configuration>",
                Optional.of("test")))
        .containsExactly("-Aritmo.plan=own.yaml", "-Aritmo.environment=test");
  }

  private static List<String> withPlan(String xml, Optional<String> environment) {
    CompilerConfiguration configuration = new CompilerConfiguration(parse(xml));
    configuration.addPlan(
        new PlanOptions(Optional.of(Path.of("/project/ritmo-plan.yaml")), environment));
    return configuration.arguments().toList();
  }

  @Test
  void javacTakesProcessorsFromTheClassPathUntilJdk23() {
    assertThat(readsClassPath("<configuration/>", 22)).isTrue();
    assertThat(readsClassPath("<configuration/>", 23)).isFalse();
  }

  @Test
  void fromJdk23OnTheUserMayStillAskForThem() {
    assertThat(readsClassPath("<configuration><proc>full</proc></configuration>", 25)).isTrue();
    assertThat(readsClassPath("<configuration><proc>none</proc></configuration>", 25)).isFalse();
    assertThat(
            readsClassPath(
                "<configuration><compilerArgs><arg>-proc:full</arg></compilerArgs></configuration>",
                25))
        .isTrue();
    assertThat(
            readsClassPath(
                "<configuration><annotationProcessors><a>acme.Own</a></annotationProcessors></configuration>",
                25))
        .isTrue();
    assertThat(
            new CompilerConfiguration(parse("<configuration/>"))
                .takesProcessorsFromClassPath(25, "full"))
        .isTrue();
  }

  @Test
  void whereAnotherJdkCompilesTheClassPathMayBeRead() {
    assertThat(
            readsClassPath(
                "<configuration><jdkToolchain><version>17</version></jdkToolchain></configuration>",
                25))
        .isTrue();
    assertThat(
            readsClassPath(
                "<configuration><executable>/jdk-17/bin/javac</executable></configuration>", 25))
        .isTrue();
    assertThat(readsClassPath("<configuration/>", CompilerConfiguration.UNKNOWN_RELEASE)).isTrue();
  }

  @Test
  void aProcessorPathHidesTheClassPath() {
    assertThat(
            readsClassPath(
                "<configuration><annotationProcessorPaths>"
                    + path("acme", "own", "1")
                    + "</annotationProcessorPaths></configuration>",
                17))
        .isFalse();
    assertThat(readsClassPath("<configuration><annotationProcessorPaths/></configuration>", 17))
        .isTrue();
  }

  private static boolean readsClassPath(String xml, int release) {
    return new CompilerConfiguration(parse(xml)).takesProcessorsFromClassPath(release, null);
  }

  private static String withProcessor(String xml, Dependency... kept) {
    Xpp3Dom configuration = parse(xml);
    new CompilerConfiguration(configuration).addProcessor("1", List.of(kept));
    return configuration.toString().replaceAll("<\\?xml.*\\?>|(?<=>)\\s+(?=<)|\\n", "");
  }

  private static String path(String group, String artifact, String version) {
    return "<path><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></path>"
        .formatted(group, artifact, version);
  }

  private static Xpp3Dom parse(String xml) {
    try {
      return Xpp3DomBuilder.build(new StringReader(xml));
    } catch (Exception e) {
      throw new AssertionError(xml, e);
    }
  }
}
