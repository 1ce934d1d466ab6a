-- What a recovery hands out is void when a freeze or a new password follows it, also if the order is repeated after that.
alter table handled_request add column reset_epoch integer;
