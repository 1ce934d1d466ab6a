/// A random walk through sign-in, step-up, enrolment and recovery codes, beside a model of what was proved.
package io.portcullis.acceptance.walk;
