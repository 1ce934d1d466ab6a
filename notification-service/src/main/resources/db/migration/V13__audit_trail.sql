-- The trail: sixteen chains, one account always on the same. Each row's hash covers the row and the hash before it.
create table audit_event (
  chain      smallint    not null,
  seq        bigint      not null,
  event_id   uuid        not null,
  account_id uuid        not null,
  type       text        not null,
  time       timestamptz not null, -- when it happened
  content    text        not null, -- the event as it came, JSON
  hash       bytea       not null,
  primary key (chain, seq)
);
-- The customer's activity list reads the trail.
create index audit_event_activity on audit_event (account_id, time desc, event_id desc);

-- The end of each chain: locked by whoever appends, and the witness that the last rows are still there.
create table audit_head (
  chain smallint primary key,
  seq   bigint   not null,
  hash  bytea    not null
);
insert into audit_head (chain, seq, hash) select n, 0, '' from generate_series(0, 15) n;

-- Against mistakes and injected SQL. Whoever can drop the trigger is caught by the chain.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete on audit_event for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_event for each statement execute function refuse_change();
create trigger no_delete before delete on audit_head for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_head for each statement execute function refuse_change();
