package io.portcullis.notification.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/// @param next present when there is more; pass it as `after`
@RegisterForReflection
public record ActivityPage(List<Activity> events, Optional<String> next) {}
