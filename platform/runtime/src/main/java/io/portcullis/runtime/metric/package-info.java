/// What the services count and time, in forms that an alarm and a quantile can be made of.
package io.portcullis.runtime.metric;
