// Emergencies and drills with their append-only logs, and the plans as the city's officers have changed them.

export const name = '0008-emergency'

export const statements = `
create table emergency (
  id text primary key, drill boolean not null, incident text, plan text not null,
  declared_at timestamptz not null, ended_at timestamptz, next_at timestamptz,
  version integer not null, hash bytea not null, body jsonb not null
);
comment on column emergency.body is 'fold of its log';
comment on column emergency.next_at is 'earliest moment at which time alone adds a line';
comment on column emergency.hash is 'head of the chain of its log';
create unique index emergency_of_case on emergency (incident) where not drill and ended_at is null;
create index emergency_running on emergency (declared_at) where ended_at is null;
create index emergency_ended on emergency (ended_at);
create index emergency_next on emergency (next_at);

create table emergency_event (
  emergency text not null, n integer not null, at timestamptz not null, type text not null,
  actor jsonb not null, body jsonb not null, key text unique, hash bytea not null,
  primary key (emergency, n)
);
create function refuse_emergency_change() returns trigger language plpgsql as $$
begin raise exception 'emergency_event is append-only'; end $$;
create trigger emergency_event_append_only before update or delete or truncate on emergency_event
  for each statement execute function refuse_emergency_change();

create table plan (
  id text not null, version integer not null, at timestamptz not null, by_account text not null, by_name text not null,
  body jsonb, primary key (id, version)
);
comment on column plan.body is 'null: as the city''s file has it';

alter table notice add column emergency text;
`
