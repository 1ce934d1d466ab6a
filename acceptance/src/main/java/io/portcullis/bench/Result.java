package io.portcullis.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.PrintStream;
import java.util.Map;

/// Everything one run measured.
sealed interface Result permits Report, ScaleReport {
  void print(PrintStream out);

  /// What two runs are compared by: for each row, its figures. What was not measured is absent.
  Map<String, Map<Figure, Double>> figures();

  /// The file that this was read from is that of another kind of run.
  @JsonIgnore
  boolean isIncomplete();
}
