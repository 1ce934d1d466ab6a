package io.portcullis.recovery.question;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// @param text in English; a client has its own words
@RegisterForReflection
public record OfferedQuestion(String question, String text) {}
