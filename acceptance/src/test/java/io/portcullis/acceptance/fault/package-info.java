/// Breaks a part of the house in mid-flow and looks at what the customer notices.
package io.portcullis.acceptance.fault;
