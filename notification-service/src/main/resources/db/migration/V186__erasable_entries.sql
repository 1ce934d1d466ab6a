-- New rows are hashed by a commitment to their content, the SHA-256 of salt and content. Erased, a row keeps the commitment, and the hashes hold.
alter table audit_event
  alter column content drop not null,
  add column content_salt bytea, -- none: erased, or a row from before, whose hashes cover the content itself
  add column commitment   bytea, -- instead of content and salt, once they are erased
  add constraint audit_event_content check (
    (content is null) = (commitment is not null) and (content_salt is null or content is not null and octet_length(content_salt) = 16)) not valid;
-- An account's closing allows the erasure of its entries. `Erasure.CLOSING` has the same type.
create index audit_event_closing on audit_event (account_id) where type = 'io.portcullis.auth.account-closure-change.v1';

-- Which bytes the leaf covers. An instance of the release before adds leaves of the first form: such an entry is not erased.
alter table audit_leaf add column form smallint not null default 1;

-- Rows from before have nothing that could be erased; the first run finds that out.
alter table erased_account
  add column trail_owed        boolean not null default true,  -- something of it may stand in the trail that is to be erased
  add column confirmation_owed boolean not null default false; -- auth-service waits for it
create index erased_account_owed on erased_account (erased_at) where trail_owed;

create function only_erases() returns trigger language plpgsql as $$
begin
  if old.content_salt is null or new.content is not null or new.content_salt is not null
      or new.commitment is distinct from sha256(old.content_salt || convert_to(old.content, 'UTF8'))
      or row(new.chain, new.seq, new.event_id, new.account_id, new.type, new.time, new.hash)
        is distinct from row(old.chain, old.seq, old.event_id, old.account_id, old.type, old.time, old.hash)
      or not exists (select from erased_account where account_id = old.account_id) then
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
drop trigger append_only on audit_event;
create trigger append_only before update on audit_event for each row execute function only_erases();
create trigger no_delete before delete on audit_event for each row execute function refuse_change();

-- An erased entry keeps the salt of its leaf: without it nobody could check of whose account it is.
drop trigger append_only on audit_leaf;
create trigger append_only before update on audit_leaf for each row execute function refuse_change();
drop function only_erases_salt();
