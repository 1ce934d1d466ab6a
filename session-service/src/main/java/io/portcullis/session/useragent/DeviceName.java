package io.portcullis.session.useragent;

import java.util.regex.Pattern;

/// How a device is shown to its owner, such as "Safari on iPhone".
public record DeviceName(String name, DeviceKind kind) {

  private static final int LONGEST = 80;
  private static final Pattern NOT_FOR_EYES = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>]+");

  /// Parts of a user agent stand in names, and names stand in mails and pages.
  public DeviceName {
    String clean = NOT_FOR_EYES.matcher(name).replaceAll(" ").strip();
    name = clean.substring(0, Math.min(clean.length(), LONGEST));
  }

  static final DeviceName UNKNOWN = new DeviceName("Unknown device", DeviceKind.UNKNOWN);
}
