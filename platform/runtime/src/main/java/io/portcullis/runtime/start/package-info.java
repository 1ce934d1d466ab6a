/// What a service does once before it takes requests. A feature declares a [WarmUp] bean; [Warm] runs them all at start.
package io.portcullis.runtime.start;
