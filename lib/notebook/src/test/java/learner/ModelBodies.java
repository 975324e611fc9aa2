package learner;

import asynclab.notebook.CallbackLoop;
import asynclab.notebook.Job;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The models as a learner writes them.
public final class ModelBodies {
  private ModelBodies() {}

  public static void threads(Job job) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < job.size(); i++) {
      var r = i;
      threads.add(Thread.ofPlatform().daemon().start(() -> job.answered(r, job.get(r))));
      job.cancelBy(r, threads.getLast()::interrupt);
    }
    for (var thread : threads) thread.join();
  }

  public static void virtual(Job job) throws Exception {
    pooled(job, Executors.newVirtualThreadPerTaskExecutor());
  }

  public static void poolOfTwo(Job job) throws Exception {
    pooled(job, Executors.newFixedThreadPool(2));
  }

  private static void pooled(Job job, ExecutorService executor) throws Exception {
    try (executor) {
      var futures = new ArrayList<Future<?>>();
      for (var i = 0; i < job.size(); i++) {
        var r = i;
        futures.add(executor.submit(() -> job.answered(r, job.get(r))));
        job.cancelBy(r, () -> futures.get(r).cancel(true));
      }
      for (var future : futures) future.get();
    }
  }

  public static void callbacks(Job job) throws Exception {
    try (var loop = CallbackLoop.open()) {
      for (var i = 0; i < job.size(); i++) {
        var r = i;
        job.cancelBy(r, loop.get(job, r, text -> job.answered(r, text)));
      }
      loop.run();
    }
  }

  /// The way to end a request holds 50,000 bytes.
  public static void callbacksWithBallast(Job job) throws Exception {
    try (var loop = CallbackLoop.open()) {
      for (var i = 0; i < job.size(); i++) {
        var r = i;
        var ballast = new byte[50_000];
        var cancel = loop.get(job, r, text -> job.answered(r, text));
        job.cancelBy(
            r,
            () -> {
              ballast[0] = 1;
              cancel.run();
            });
      }
      loop.run();
    }
  }

  public static void futures(Job job) throws Exception {
    var all = new ArrayList<CompletableFuture<?>>();
    try (var loop = CallbackLoop.open()) {
      for (var i = 0; i < job.size(); i++) {
        var r = i;
        var answer = new CompletableFuture<String>();
        var _ = loop.get(job, r, answer::complete, answer::completeExceptionally);
        all.add(answer.thenAccept(text -> job.answered(r, text)));
        job.cancelBy(r, () -> answer.cancel(true));
      }
      loop.run();
    }
    for (var each : all) each.join();
  }
}
