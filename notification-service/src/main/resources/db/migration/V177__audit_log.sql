-- The transparency log over the trail: a Merkle tree (RFC 9162 §2.1), its entries in the order of `index`.
create table audit_leaf (
  index bigint   primary key,
  chain smallint not null,
  seq   bigint   not null,
  salt  bytea    check (octet_length(salt) = 32), -- none: the entry was erased, and its hash alone is left
  unique (chain, seq)
);

-- The tree's hashes, 256 a tile (C2SP tlog-tiles).
create table audit_tile (
  level  smallint not null,
  index  bigint   not null,
  hashes bytea    not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, index)
);

-- The one row says how far the tree has come. An instance that appends locks it.
create table audit_tree (
  id            smallint    primary key check (id = 1),
  size          bigint      not null,
  checkpoint    text        not null, -- signed; empty before the first one
  signed_at     timestamptz not null,
  anchored_size bigint      not null  -- of the newest checkpoint that was written elsewhere
);
insert into audit_tree (id, size, checkpoint, signed_at, anchored_size) values (1, 0, '', now(), 0);

-- As on the trail: against mistakes and injected SQL. An administrator can drop the triggers. Checkpoints that are kept elsewhere show it.
create function only_grows() returns trigger language plpgsql as $$
begin
  if new.level <> old.level or new.index <> old.index
      or substring(new.hashes from 1 for octet_length(old.hashes)) <> old.hashes then
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create function only_erases_salt() returns trigger language plpgsql as $$
begin
  if new.salt is not null or row(new.index, new.chain, new.seq) <> row(old.index, old.chain, old.seq) then
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create function never_shrinks() returns trigger language plpgsql as $$
begin
  if new.size < old.size then
    raise exception '% never shrinks', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger append_only before update on audit_tile for each row execute function only_grows();
create trigger append_only before update on audit_leaf for each row execute function only_erases_salt();
create trigger append_only before update on audit_tree for each row execute function never_shrinks();
create trigger no_delete before delete on audit_tile for each row execute function refuse_change();
create trigger no_delete before delete on audit_leaf for each row execute function refuse_change();
create trigger no_delete before delete on audit_tree for each row execute function refuse_change();
create trigger no_truncate before truncate on audit_tile for each statement execute function refuse_change();
create trigger no_truncate before truncate on audit_leaf for each statement execute function refuse_change();
create trigger no_truncate before truncate on audit_tree for each statement execute function refuse_change();
