package io.portcullis.notification;

import io.portcullis.runtime.settings.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where notification-service starts.
@QuarkusMain
public final class NotificationService {

  private NotificationService() {}

  public static void main(String[] arguments) {
    ServiceStart.main(arguments, NotificationSettings::check);
  }
}
