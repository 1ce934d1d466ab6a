package io.portcullis.session;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Fires requests at once.
public final class Together {

  private Together() {}

  public static <T> List<T> run(int times, Callable<T> request) {
    return run(IntStream.range(0, times).<Callable<T>>mapToObj(_ -> request).toList());
  }

  public static <T> List<T> run(List<Callable<T>> requests) {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = requests.stream().map(request -> threads.submit(() -> {
        start.await();
        return request.call();
      })).toList();
      start.countDown();
      return running.stream().map(future -> {
        try {
          return future.get();
        } catch (Exception failed) {
          throw new IllegalStateException(failed);
        }
      }).toList();
    }
  }
}
