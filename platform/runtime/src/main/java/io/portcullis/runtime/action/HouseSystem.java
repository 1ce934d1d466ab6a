package io.portcullis.runtime.action;

/// What this house itself is called among the systems that execute approved actions.
public final class HouseSystem {

  /// No system of an exchange may have a name that begins so.
  public static final String NAME = "portcullis";

  /// Whom a statement is for that this house executes. Never its name, which is the audience of access tokens.
  public static final String AUDIENCE = "portcullis-approvals";

  private HouseSystem() {}
}
