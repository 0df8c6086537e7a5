package acme;

@Slowly
public class Whole {

  public String ask() {
    return hidden();
  }

  String hidden() {
    return "answer";
  }
}
