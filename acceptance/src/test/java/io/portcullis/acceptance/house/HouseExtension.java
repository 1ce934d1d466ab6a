package io.portcullis.acceptance.house;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/// Keeps one house for all classes of a run: starting five services is the dearest thing these tests do.
final class HouseExtension extends TypeBasedParameterResolver<House> {
  @Override
  public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(House.class, _ -> House.open(), House.class);
  }
}
