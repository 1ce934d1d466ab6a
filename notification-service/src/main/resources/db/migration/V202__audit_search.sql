-- The staff search the trail by time, too. Rows are written once, in the order of time, so the index grows at one end.
create index audit_event_time on audit_event (time desc, event_id desc);
