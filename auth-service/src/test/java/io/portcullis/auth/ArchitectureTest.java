package io.portcullis.auth;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.portcullis.testkit.HouseRules;

@AnalyzeClasses(packages = "io.portcullis.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
}
