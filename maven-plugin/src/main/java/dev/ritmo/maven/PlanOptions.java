package dev.ritmo.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The compiler options for the plan.
 *
 * @param file the plan file
 * @param environment where the program will run
 */
record PlanOptions(Optional<Path> file, Optional<String> environment) {

  /** As compiler arguments; without a plan, the environment is omitted. */
  List<String> arguments() {
    return Stream.concat(
            file.stream().map(path -> RitmoNames.PLAN_OPTION + path),
            environment.filter(name -> file.isPresent()).stream()
                .map(name -> RitmoNames.ENVIRONMENT_OPTION + name))
        .toList();
  }

  /** The options among the arguments of a compiler, whatever their origin. */
  static PlanOptions in(List<String> arguments) {
    return new PlanOptions(
        value(RitmoNames.PLAN_OPTION, arguments).map(Path::of),
        value(RitmoNames.ENVIRONMENT_OPTION, arguments).filter(name -> !name.isEmpty()));
  }

  private static Optional<String> value(String option, List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst();
  }

  /**
   * The digest of this plan that the processor writes; empty without a plan.
   *
   * @throws IOException if the file cannot be read
   */
  String digest() throws IOException {
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return "";
    }
    MessageDigest digest = sha256();
    digest.update(environment.orElse("").getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(Files.readAllBytes(file.get()));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
