package io.portcullis.runtime.problem;

/// The causes that every service shares: what is wrong with a request before its meaning is looked at, and what is
/// wrong with the house.
public enum HouseProblem implements ProblemType {
  MALFORMED_REQUEST(400, "The request could not be read"),
  UNKNOWN_FIELD(400, "The request has a field that this operation does not know"),
  INVALID_FIELDS(400, "Some fields of the request are not valid"),
  AUTHENTICATION_REQUIRED(401, "A valid access token is required"),
  INSUFFICIENT_USER_AUTHENTICATION(401, "A more recent or stronger authentication is required"),
  FORBIDDEN(403, "This token does not allow the operation"),
  SETTINGS_LOCKED(403, "The customer has locked the security settings of this account"),
  FACTOR_NOT_SETTLED(403, "The second factor that was shown is too new for this operation"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "The method is not supported here"),
  REQUEST_TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type of the request is not supported"),
  REQUEST_REFUSED(400, "The request was refused"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  UNAVAILABLE(503, "The service is briefly unavailable");

  private final Answer answer;

  HouseProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
