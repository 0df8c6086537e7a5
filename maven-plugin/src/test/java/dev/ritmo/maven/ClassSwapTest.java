package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassSwapTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  @TempDir Path temp;

  @Test
  void changedAndNewFilesAreMoved() throws IOException {
    write("from/a/Changed.class", "new");
    write("from/a/b/New.class", "new");
    write("to/a/Changed.class", "old");

    ClassSwap.moveAll(temp.resolve("from"), temp.resolve("to"));

    assertThat(Files.readString(temp.resolve("to/a/Changed.class"))).isEqualTo("new");
    assertThat(Files.readString(temp.resolve("to/a/b/New.class"))).isEqualTo("new");
  }

  @Test
  void anEqualFileKeepsItsTime() throws IOException {
    write("from/Same.class", "same");
    Path same = write("to/Same.class", "same");
    Files.setLastModifiedTime(same, LONG_AGO);

    ClassSwap.moveAll(temp.resolve("from"), temp.resolve("to"));

    assertThat(Files.getLastModifiedTime(same)).isEqualTo(LONG_AGO);
  }

  @Test
  void copiesKeepTheirPath() throws IOException {
    write("from/a/Service.class", "bytes");

    ClassSwap.copy("a/Service.class", temp.resolve("from"), temp.resolve("to"));

    assertThat(Files.readString(temp.resolve("to/a/Service.class"))).isEqualTo("bytes");
  }

  @Test
  void foldersAreDeletedWithAllTheyHold() throws IOException {
    write("work/input/a/Service.class", "bytes");

    ClassSwap.delete(temp.resolve("work"));
    ClassSwap.delete(temp.resolve("work"));

    assertThat(Files.exists(temp.resolve("work"))).isFalse();
  }

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
