package io.portcullis.runtime.identifier;

/// Where a text message to a number goes, as far as it matters to what it may cost.
///
/// @param region ISO 3166: +1 is shared by countries where a message costs next to nothing and by others where it is dear
/// @param prefix the first digits, which an operator gets from its country together
public record TextRoute(String region, String prefix) {}
