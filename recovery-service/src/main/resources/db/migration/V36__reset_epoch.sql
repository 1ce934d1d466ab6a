-- What auth-service said before the link was issued: a freeze since then voids it, whatever the clocks say.
ALTER TABLE reset_link ADD COLUMN reset_epoch integer;
