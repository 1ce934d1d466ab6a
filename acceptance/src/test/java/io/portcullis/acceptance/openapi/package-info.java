/// The published API as a measure: five documents merged into one, and every exchange of the tests held against it.
package io.portcullis.acceptance.openapi;
