-- A text message that the budget does not allow is refused, not failed: nobody asked the provider.
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check check (state in ('queued', 'sent', 'failed', 'refused'));
alter table delivery add column refusal text;
alter table delivery add column purpose text not null default 'proved'; -- what the budget counts it by

-- Every text message of the last days, whichever service owed it: what the one budget and the conversion are counted from.
create table text_message (
  id         uuid        primary key, -- of the delivery: a second try counts once
  account_id uuid,                    -- empty while there is none
  number     text        not null,    -- keyed digest
  prefix     text        not null,
  region     text        not null,
  purpose    text        not null check (purpose in ('unproved', 'proved', 'alert')),
  sent_at    timestamptz not null,
  entered_at timestamptz              -- when its code came back
);
create index text_message_sent on text_message (sent_at);

-- Circuits that are open, and limits that operators were told of: until when.
create table text_circuit (
  name       text        primary key,
  open_until timestamptz not null
);
