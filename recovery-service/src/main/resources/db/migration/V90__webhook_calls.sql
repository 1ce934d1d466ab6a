-- What operators did with receivers of webhooks stands among the calls of the staff.
alter table support_call add column webhook uuid;
