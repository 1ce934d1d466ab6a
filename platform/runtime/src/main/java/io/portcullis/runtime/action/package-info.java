/// How an approved action is written, hashed and addressed: the same in every service.
package io.portcullis.runtime.action;
