package io.portcullis.runtime.settings;

import java.util.List;

/// What one service checks beside the bounds of its options: files, keys, options that must fit each other.
@FunctionalInterface
public interface OwnSettings {

  List<Finding> check(Settings settings);
}
