/// Files that an operator replaces while the service runs. Whoever needs one asks [WatchedFiles] for it when the service
/// starts, and takes from memory what was last read well.
package io.portcullis.runtime.file;
