package io.portcullis.auth.approval;

import io.portcullis.runtime.action.HouseSystem;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the policy and the installation's own types of action must be like.
public final class ApprovalSettings {

  private static final List<String> LIMITS =
      List.of("portcullis.approvals.security-key-above", "portcullis.approvals.security-key-above-daily");
  private static final String SYSTEMS = "portcullis.approvals.systems";
  private static final String TYPES = "portcullis.approvals.types-file";

  private ApprovalSettings() {}

  public static List<Finding> check(Settings settings) {
    var findings = new ArrayList<Finding>();
    for (String limits : LIMITS) {
      try {
        ApprovalPolicy.limits(settings.texts(limits));
      } catch (IllegalArgumentException wrong) {
        findings.add(new Finding(limits, wrong.getMessage(),
            "set it to amounts such as `BTC:0.5,EUR:10000,*:0`: one to an asset, `*` for all others"));
      }
    }
    settings.texts(SYSTEMS).stream().filter(name -> name.startsWith(HouseSystem.NAME)).forEach(name ->
        findings.add(new Finding(SYSTEMS, "`" + name + "` begins as Portcullis itself is called here",
            "give the exchange's system another service account")));
    settings.text(TYPES).map(Path::of).filter(Files::isReadable).ifPresent(file -> {
      try {
        ActionTypes.declared(file);
      } catch (IllegalArgumentException wrong) {
        findings.add(new Finding(TYPES, wrong.getMessage(), "see docs/money.md for what a type is declared by"));
      }
    });
    return findings;
  }
}
