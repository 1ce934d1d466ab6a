package io.portcullis.acceptance.attack;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Requests that are all let go in the same moment.
public record Volley(List<Answer> answers) {

  public static Volley of(List<Call> calls) {
    var start = new CyclicBarrier(calls.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var flights = calls.stream().map(call -> threads.submit(() -> {
        start.await();
        return call.send();
      })).toList();
      var answers = new ArrayList<Answer>();
      for (var flight : flights) answers.add(flight.get());
      return new Volley(List.copyOf(answers));
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public long count(int status) {
    return answers.stream().filter(answer -> answer.status() == status).count();
  }

  public long count(String problem) {
    return answers.stream().filter(answer -> answer.problem().equals(problem)).count();
  }
}
