-- The key of a case's evidence, sealed. Null until there is some, and again when it was deleted.
alter table recovery_case add column evidence_key text;
create index recovery_case_evidence_key on recovery_case (id) where evidence_key is not null;

-- Files of a case: documents, and a selfie with a note.
create table evidence_file (
  id            uuid        primary key,          -- UUID version 7: in order of time
  recovery_case uuid        not null references recovery_case (id),
  kind          text        not null,             -- DOCUMENT or SELFIE
  type          text        not null,             -- by its content: JPEG, PNG or PDF
  size          integer     not null,
  added_at      timestamptz not null,
  delete_at     timestamptz not null
);
create index evidence_file_case on evidence_file (recovery_case, added_at, id);
create index evidence_file_delete_at on evidence_file (delete_at);

-- What is in them. A table of its own: who lists files reads no content. Sealed, so compressing it gains nothing.
create table evidence_content (
  id     uuid  primary key references evidence_file (id) on delete cascade,
  sealed bytea not null                           -- AES-256-GCM under the case's key, bound to the case and the file
);
alter table evidence_content alter column sealed set storage external;
