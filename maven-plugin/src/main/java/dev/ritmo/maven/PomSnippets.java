package dev.ritmo.maven;

/** Lines to add to a pom, for messages. */
final class PomSnippets {

  private PomSnippets() {}

  /** The plugin, for {@code <build><plugins>}. */
  static String plugin() {
    return """
        <plugin>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <extensions>true</extensions>
        </plugin>"""
        .formatted(RitmoNames.GROUP, RitmoNames.PLUGIN, version());
  }

  /** The runtime, for {@code <dependencies>}. */
  static String dependency() {
    return """
        <dependency>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
        </dependency>"""
        .formatted(RitmoNames.GROUP, RitmoNames.RUNTIME, version());
  }

  /** The version of this plugin, which all modules share. */
  static String version() {
    String version = PomSnippets.class.getPackage().getImplementationVersion();
    return version == null ? "the version of ritmo-maven-plugin" : version;
  }
}
