package dev.ritmo.langchain4j.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads on which clients work and streams are read: virtual ones where the JDK has them, from
 * 21 on, otherwise daemon threads that end after a minute without work. Never shut down.
 */
final class ClientThreads {

  static final ExecutorService EXECUTOR = executor();

  private ClientThreads() {}

  private static ExecutorService executor() {
    try {
      MethodHandle factory =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
      return (ExecutorService) factory.invokeExact();
    } catch (Throwable e) { // before 21, or a preview in 19 and 20
      return Executors.newCachedThreadPool(ClientThreads::daemon);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(null, task, "ritmo-http", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClientThreads.class.getClassLoader()); // no program's
    return thread;
  }
}
