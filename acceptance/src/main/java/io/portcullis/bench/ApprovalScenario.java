package io.portcullis.bench;

import io.portcullis.devstack.Service;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/// A withdrawal that a customer approves with a security key and the trading passphrase, and that its system executes: proposed, asked
/// for the factor, approved, consumed. Four requests to auth-service, each customer's turn after the others'.
final class ApprovalScenario extends Scenarios.Named {
  static final String NAME = "approve + consume";
  static final String PASSPHRASE = "583920";

  private static final JsonObject WITHDRAWAL = new JsonObject().put("type", "withdrawal").put("asset", "BTC").put("amount", "0.5")
      .put("network", "bitcoin").put("address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");

  private final Scenarios all;
  private final String systemToken;
  private final Turn[] turns;

  /// @param systemToken of a system of the exchange
  ApprovalScenario(Scenarios all, String systemToken) {
    super(NAME);
    this.all = all;
    this.systemToken = systemToken;
    turns = new Turn[all.connections()];
    for (int connection = 0; connection < turns.length; connection++) turns[connection] = new Turn(connection);
  }

  private enum Step { PROPOSE, ASK, APPROVE, CONSUME }

  private static final class Turn {
    private int customer;
    private Step step = Step.PROPOSE;
    private String approval;
    private String hash;
    private JsonObject challenge;

    Turn(int customer) {
      this.customer = customer;
    }
  }

  @Override
  public Shot next(int connection) {
    Turn turn = turns[connection];
    Regular customer = all.regulars().get(turn.customer);
    return switch (turn.step) {
      case PROPOSE -> post(connection, systemToken, "/internal/approvals",
          new JsonObject().put("accountId", customer.account()).put("authorizationDetails", WITHDRAWAL));
      case ASK -> post(connection, customer.accessToken(), "/v1/approvals/" + turn.approval + "/challenge", new JsonObject());
      case APPROVE -> post(connection, customer.accessToken(), "/v1/approvals/" + turn.approval + "/approve", new JsonObject()
          .put("method", "webauthn").put("credential", customer.assertion(turn.challenge)).put("passphrase", PASSPHRASE));
      case CONSUME -> post(connection, systemToken, "/internal/approvals/" + turn.approval + "/consume",
          new JsonObject().put("actionHash", turn.hash));
    };
  }

  private Shot post(int connection, String token, String path, JsonObject body) {
    MultiMap headers = Scenarios.from(connection).add("Content-Type", "application/json").add("Authorization", "Bearer " + token);
    return new Shot(HttpMethod.POST, all.ports().service(Service.AUTH), path, headers, body.toBuffer());
  }

  @Override
  public Outcome accepts(int connection, int status, Buffer body) {
    Turn turn = turns[connection];
    if (status != 200 && status != 201) {
      next(turn);
      return Outcome.FAILED;
    }
    JsonObject answer = body.toJsonObject();
    switch (turn.step) {
      case PROPOSE -> {
        turn.approval = answer.getString("approvalId");
        turn.hash = answer.getString("actionHash");
        turn.step = Step.ASK;
      }
      case ASK -> {
        turn.challenge = answer.getJsonObject("publicKey");
        turn.step = Step.APPROVE;
      }
      case APPROVE -> turn.step = Step.CONSUME;
      case CONSUME -> {
        next(turn);
        return Outcome.DONE;
      }
    }
    return Outcome.GO_ON;
  }

  private void next(Turn turn) {
    turn.customer = (turn.customer + all.connections()) % all.regulars().size();
    turn.step = Step.PROPOSE;
  }
}
