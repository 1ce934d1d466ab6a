/// What can be followed of a request: its ids in logs and in answers, and the spans that an operator may switch on. A span
/// says what a service did and for how long, never for whom.
package io.portcullis.runtime.trace;
