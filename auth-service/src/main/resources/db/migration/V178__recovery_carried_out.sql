-- When all that a recovery takes away was taken. Until then a freeze forbids the rest.
alter table handled_request add column carried_out_at timestamptz;
update handled_request set carried_out_at = handled_at;
