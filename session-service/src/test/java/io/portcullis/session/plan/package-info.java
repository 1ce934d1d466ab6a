/// What PostgreSQL will do with each statement of this service, asked before anybody waits for it.
package io.portcullis.session.plan;
