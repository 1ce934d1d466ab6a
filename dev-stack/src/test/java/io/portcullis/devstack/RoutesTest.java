package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  @ParameterizedTest
  @CsvSource({
      "/v1/accounts, AUTH", "/v1/accounts/verify, AUTH", "/v1/account, AUTH", "/v1/sign-in/abc/verify, AUTH", "/v1/step-up, AUTH", "/v1/approvals/abc/approve, AUTH", "/v1/address-book/book-only, AUTH", "/v1/holds, AUTH",
      "/v1/mfa, MFA", "/v1/mfa/totp/confirm, MFA",
      "/oauth2/token, SESSION", "/.well-known/jwks.json, SESSION", "/v1/sessions/abc, SESSION", "/v1/devices, SESSION", "/v1/sign-ins, SESSION", "/v1/sign-out, SESSION", "/v1/settings-lock, SESSION", "/v1/settings-lock/unlock, SESSION", "/v1/withdrawal-lock, SESSION",
      "/v1/activity, NOTIFICATION", "/v1/security-checkup, NOTIFICATION", "/v1/anti-phishing-code, NOTIFICATION", "/v1/notification-preferences, NOTIFICATION", "/v1/push-subscriptions, NOTIFICATION",
      "/.well-known/ssf-configuration, NOTIFICATION", "/ssf/streams, NOTIFICATION", "/mail-reports, NOTIFICATION", "/ssf/poll/abc, NOTIFICATION", "/.well-known/openid-configuration, SESSION",
      "/v1/recovery/password, RECOVERY"})
  void givenAPublicPath_whenRouted_thenItsServiceAnswers(String path, Service service) {
    assertThat(Routes.serviceFor(path)).contains(service);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/", "/check", "/internal/sessions", "/q/health", "/q/metrics", "/v1/accountsx", "/v1/sign-inn", "/rr",
      "/v1/support", "/v1/support/me", "/v1/support/accounts/find",
      "/ssfx", "/v2/accounts", "/V1/accounts", "v1/accounts", "*", ""})
  void givenAPathThatIsNotPublic_whenRouted_thenNobodyAnswers(String path) {
    assertThat(Routes.serviceFor(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/accounts/../../internal/sessions", "/v1/accounts/..", "/v1/./accounts", "//v1/accounts", "/v1/accounts//x",
      "/v1/accounts/%2e%2e/internal", "/v1/accounts/%2E%2e/x", "/v1/accounts%2f..%2finternal", "/v1/accounts\\..\\internal",
      "/v1/accounts;/../internal", "/v1/accounts/..;/internal", "/v1/accounts/%00", "/v1/accounts/é"})
  void pathConfusion_givenAPathThatAServiceMightReadDifferently_whenRouted_thenNobodyAnswers(String path) {
    assertThat(Routes.serviceFor(path)).isEmpty();
  }
}
