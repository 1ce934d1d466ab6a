package io.portcullis.recovery;

import io.portcullis.recovery.evidence.ScannerDouble;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// recovery-service on the real stack, with [AuthServiceDouble] below it, [StaffProvider] and [ScannerDouble] beside it.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = AuthServiceDouble.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = StaffProvider.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ScannerDouble.class, scope = TestResourceScope.GLOBAL)
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RecoveryTest {}
