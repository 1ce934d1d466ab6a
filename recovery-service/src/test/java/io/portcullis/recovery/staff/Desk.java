package io.portcullis.recovery.staff;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;

/// Where the service under test has its support desk.
@Singleton
public class Desk {

  private final StaffListener listener;

  Desk(StaffListener listener) {
    this.listener = listener;
  }

  public String url() {
    return "http://localhost:" + listener.port();
  }

  /// A request of the staff member with this token.
  public RequestSpecification as(String token) {
    return given().baseUri("http://localhost").port(listener.port()).header("Authorization", "Bearer " + token);
  }
}
