package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.maven.ScannedClass.Listing;
import dev.ritmo.maven.ScannedClass.Method;
import dev.ritmo.maven.ScannedClass.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeavingProofTest {

  private static final Method WOVEN = new Method("ask()", "A.java:7", true, true, false);
  private static final Method UNWOVEN = new Method("ask()", "A.java:7", true, false, false);

  @Test
  void listedAndWovenIsWell() {
    assertThat(WeavingProof.problems(List.of(type("A", Place.NAMED, WOVEN), lists("A", "ask()"))))
        .isEmpty();
  }

  @Test
  void nothingAtAllIsWell() {
    assertThat(WeavingProof.problems(List.of())).isEmpty();
  }

  @Test
  void annotatedWithoutAnyListMeansThatTheProcessorDidNotRun() {
    assertThat(WeavingProof.problems(List.of(type("A", Place.NAMED, UNWOVEN))))
        .containsExactly(Problem.PROCESSOR_DID_NOT_RUN, List.of("A.ask() (A.java:7)"));
  }

  @Test
  void wovenWithoutAListMeansThatTheListIsLost() {
    assertThat(WeavingProof.problems(List.of(type("A", Place.NAMED, WOVEN))))
        .containsExactly(Problem.LISTING_LOST, List.of("A.ask() (A.java:7)"));
  }

  @Test
  void whatWasListedBeforeItWasPackagedHasLostItsList() {
    Method ofInterface = new Method("ask()", "A.java", true, false, true);

    assertThat(
            WeavingProof.problems(
                List.of(type("A", Place.NAMED, ofInterface), type("B", Place.NAMED, UNWOVEN)),
                Set.of("A_Limited")))
        .containsExactly(
            Problem.LISTING_LOST, List.of("A.ask() (A.java)"),
            Problem.PROCESSOR_DID_NOT_RUN, List.of("B.ask() (A.java:7)"));
  }

  @Test
  void anAnnotatedTypeWithoutMethodsOfItsOwnIsNotForgotten() {
    ScannedClass type = new ScannedClass("A.class", "A", Place.NAMED, true, List.of(), false, null);

    assertThat(WeavingProof.problems(List.of(type)))
        .containsExactly(Problem.PROCESSOR_DID_NOT_RUN, List.of("A (A.class)"));
  }

  @Test
  void outOfSightIsSaidWhateverElseIsListed() {
    assertThat(
            WeavingProof.problems(
                List.of(
                    type("A", Place.NAMED, WOVEN),
                    type("A$1", Place.ANONYMOUS, WOVEN),
                    lists("A", "ask()"))))
        .containsExactly(
            Problem.OUT_OF_SIGHT, List.of("A$1.ask() (A.java:7), in an anonymous class"));
    assertThat(WeavingProof.problems(List.of(type("A$1", Place.ENUM_CONSTANT, WOVEN))))
        .containsExactly(
            Problem.OUT_OF_SIGHT, List.of("A$1.ask() (A.java:7), in the body of an enum constant"));
  }

  @Test
  void listedButNotWovenIsFound() {
    assertThat(WeavingProof.problems(List.of(type("A", Place.NAMED, UNWOVEN), lists("A", "ask()"))))
        .containsExactly(Problem.NOT_WOVEN, List.of("A.ask() (A.class)"));
  }

  @Test
  void aListThatOutlivedItsTypeIsFound() {
    assertThat(WeavingProof.problems(List.of(lists("A", "ask()"))))
        .containsExactly(
            Problem.NOT_WOVEN, List.of("A.ask(), and no annotated class of that name"));
  }

  @Test
  void wovenButNotListedIsFound() {
    assertThat(
            WeavingProof.problems(
                List.of(
                    type("A", Place.NAMED, WOVEN),
                    type("B", Place.NAMED, WOVEN, new Method("b()", "B.java:7", true, true, false)),
                    lists("A", "ask()"),
                    lists("B", "ask()"))))
        .containsExactly(Problem.NOT_LISTED, List.of("B.b() (B.java:7)"));
  }

  @Test
  void anOverloadIsAnotherMethod() {
    assertThat(
            WeavingProof.problems(List.of(type("A", Place.NAMED, WOVEN), lists("A", "ask(int)"))))
        .containsExactly(
            Problem.NOT_WOVEN, List.of("A.ask(int) (A.class)"),
            Problem.NOT_LISTED, List.of("A.ask() (A.java:7)"));
  }

  @Test
  void sparedMethodsMustBeWovenToo() {
    ScannedClass listing = generated(new Listing("A", List.of("ask()"), List.of("name()")));
    Method accessor = new Method("name()", "A.java:3", false, true, false);

    assertThat(WeavingProof.problems(List.of(type("A", Place.NAMED, WOVEN, accessor), listing)))
        .isEmpty();
    assertThat(WeavingProof.problems(List.of(type("A", Place.NAMED, WOVEN), listing)))
        .containsExactly(Problem.NOT_WOVEN, List.of("A.name() (A.class)"));
  }

  @Test
  void everyCopyOfAClassIsHeldAgainstTheList() {
    ScannedClass copy =
        new ScannedClass(
            "META-INF/versions/21/A.class", "A", Place.NAMED, false, List.of(UNWOVEN), false, null);

    assertThat(
            WeavingProof.problems(
                List.of(type("A", Place.NAMED, WOVEN), copy, lists("A", "ask()"))))
        .containsExactly(Problem.NOT_WOVEN, List.of("A.ask() (META-INF/versions/21/A.class)"));
  }

  private static ScannedClass type(String name, Place place, Method... methods) {
    return new ScannedClass(name + ".class", name, place, false, List.of(methods), false, null);
  }

  private static ScannedClass lists(String type, String... methods) {
    return generated(new Listing(type, List.of(methods), List.of()));
  }

  private static ScannedClass generated(Listing listing) {
    String name = listing.type() + "_Ritmo";
    return new ScannedClass(name + ".class", name, Place.NAMED, false, List.of(), false, listing);
  }
}
