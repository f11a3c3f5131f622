// Matters under supervision with their append-only, chained logs.

export const name = '0010-supervision'

export const statements = `
create table supervision (
  id text primary key, code text not null unique, state text not null, departments text[] not null,
  brief text, anchor text not null, incident text,
  given_at timestamptz not null, due_at timestamptz not null, ended_at timestamptz, next_at timestamptz,
  case_work boolean not null, version integer not null, hash bytea not null, body jsonb not null
);
comment on column supervision.body is 'fold of its log';
comment on column supervision.departments is 'the lead first, then those that assist';
comment on column supervision.anchor is 'kind/id of what it was written beside';
comment on column supervision.next_at is 'earliest moment at which time alone adds a line';
comment on column supervision.case_work is 'something is still to be done to its case';
comment on column supervision.hash is 'head of the chain of its log';
create index supervision_open on supervision (due_at) where ended_at is null;
create index supervision_ended on supervision (ended_at);
create index supervision_departments on supervision using gin (departments);
create index supervision_anchor on supervision (anchor);
create index supervision_brief on supervision (brief) where brief is not null;
create index supervision_incident on supervision (incident) where incident is not null;
create index supervision_next on supervision (next_at) where next_at is not null;
create index supervision_case_work on supervision (id) where case_work;

create table supervision_event (
  "of" text not null, n integer not null, at timestamptz not null, type text not null,
  actor jsonb not null, body jsonb not null, key text unique, hash bytea not null,
  primary key ("of", n)
);
create function refuse_supervision_change() returns trigger language plpgsql as $$
begin raise exception 'supervision_event is append-only'; end $$;
create trigger supervision_event_append_only before update or delete or truncate on supervision_event
  for each statement execute function refuse_supervision_change();

alter table notice add column supervision text;
`
