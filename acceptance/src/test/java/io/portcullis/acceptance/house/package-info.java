/// The whole suite as processes, started once per run, and the instruments with which tests look at it from outside:
/// inbox, databases, topics, logs, metrics and the operating system's books.
package io.portcullis.acceptance.house;
