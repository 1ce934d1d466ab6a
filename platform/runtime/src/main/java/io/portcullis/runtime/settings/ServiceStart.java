package io.portcullis.runtime.settings;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.util.List;

/// How every service starts: the settings first, then everything else.
///
/// With `--check` it stops after the settings: no port is opened, no database and no other service is asked. An init
/// container runs it so.
public final class ServiceStart {

  /// The exit code for wrong settings: `EX_CONFIG` of `sysexits.h`.
  public static final int WRONG_SETTINGS = 78;

  private static final String CHECK = "--check";

  private ServiceStart() {}

  /// @param own what this service checks beside the bounds of its options
  public static void main(String[] arguments, OwnSettings own) {
    Settings settings = Settings.in(System.getenv());
    List<Finding> findings = settings.check(own);
    if (!findings.isEmpty()) {
      System.err.printf("%s does not start. Wrong settings: %d.%n", settings.service(), findings.size());
      print(findings, System.err);
      System.exit(WRONG_SETTINGS);
    }
    List<Finding> warnings = settings.warnings();
    if (!warnings.isEmpty()) {
      System.err.printf("%s warns of settings: %d.%n", settings.service(), warnings.size());
      print(warnings, System.err);
    }
    if (List.of(arguments).contains(CHECK)) {
      System.out.println(settings.service() + ": every setting is good.");
      return;
    }
    Quarkus.run(null, ServiceStart::ended, arguments);
  }

  /// What Quarkus itself finds wrong in settings of its own that we say nothing of ends as what we find.
  private static void ended(int code, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
        System.exit(WRONG_SETTINGS);
      }
    }
    System.exit(code);
  }

  private static void print(List<Finding> findings, PrintStream out) {
    for (Finding finding : findings) {
      out.printf("%n  %s (%s)%n    problem: %s%n    remedy:  %s%n",
          finding.key(), finding.variable(), finding.problem(), finding.remedy());
    }
    out.printf("%ndocs/settings.md lists every setting.%n");
  }
}
