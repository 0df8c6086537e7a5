package dev.ritmo.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * The processor in an environment that hides javac, as that of Gradle does, and whose filer may
 * behave otherwise.
 */
final class WithFiler extends AbstractProcessor {

  private final RitmoProcessor processor = new RitmoProcessor();
  private final Behaviour before;

  /**
   * @param before each call of the filer
   */
  WithFiler(Behaviour before) {
    this.before = before;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public Set<String> getSupportedOptions() {
    return processor.getSupportedOptions();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    Filer filer =
        proxy(
            Filer.class,
            (method, arguments) -> {
              before.of(arguments);
              return method.invoke(environment.getFiler(), arguments);
            });
    processor.init(
        proxy(
            ProcessingEnvironment.class,
            (method, arguments) ->
                method.getName().equals("getFiler")
                    ? filer
                    : method.invoke(environment, arguments)));
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    processor.process(annotations, round);
    return false;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return handler.call(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** What happens before a file is made. */
  @FunctionalInterface
  interface Behaviour {

    /** Is given the name of the file, and the elements that it comes from. */
    void of(Object[] arguments) throws Exception;
  }

  @FunctionalInterface
  private interface Handler {
    Object call(Method method, Object[] arguments) throws Exception;
  }
}
