package dev.ritmo.processor.check;

import dev.ritmo.processor.check.rules.BuiltServicesAreSafeToRepeat;
import dev.ritmo.processor.check.rules.CalledMethodsAreSafeToRepeat;
import dev.ritmo.processor.check.rules.LimiterIsPassedOnce;
import dev.ritmo.processor.check.rules.LimiterNamesDiffer;
import dev.ritmo.processor.check.rules.OverrideIsChargedOnce;
import dev.ritmo.processor.check.rules.OverrideKeepsAnnotation;
import dev.ritmo.processor.model.BodyContents;
import dev.ritmo.processor.model.GovernedType;
import dev.ritmo.processor.model.Invocation;
import dev.ritmo.processor.model.Overriding;
import dev.ritmo.processor.model.ServiceBuild;
import java.util.List;

/** All rules that look beyond a single type, in the order in which they are checked. */
public final class CompilationRules {

  private final List<Rule<List<GovernedType>>> ofAllTypes = List.of(new LimiterNamesDiffer());
  private final List<Rule<Overriding>> ofOverriding =
      List.of(new OverrideIsChargedOnce(), new OverrideKeepsAnnotation());
  private final List<Rule<Invocation>> ofInvocations =
      List.of(new LimiterIsPassedOnce(), new CalledMethodsAreSafeToRepeat());
  private final List<Rule<ServiceBuild>> ofServices = List.of(new BuiltServicesAreSafeToRepeat());

  /** Checks the rules about names against all governed types of a compilation. */
  public void checkTypes(List<GovernedType> all, Findings findings) {
    Rules.check(ofAllTypes, List.of(all), findings);
  }

  /** Checks the rules about inheritance against the methods that override governed ones. */
  public void checkOverriding(List<Overriding> methods, Findings findings) {
    Rules.check(ofOverriding, methods, findings);
  }

  /** Checks the rules about bodies. */
  public void checkBodies(BodyContents bodies, Findings findings) {
    Rules.check(ofInvocations, bodies.calls(), findings);
    Rules.check(ofServices, bodies.services(), findings);
  }
}
