// The desks: what accounts choose, crews, roster and handover, photos with their place and time, obligations for the evaluation.

export const name = '0003-desks'

export const statements = `
alter table account add column settings jsonb not null default '{}';

alter table incident add column call_back_due_at timestamptz;
create index incident_call_back on incident (call_back_due_at) where call_back_due_at is not null;

create table crew (
  id text primary key, department text not null, name text not null, leader text, phone text, members integer,
  active boolean not null
);
create index crew_department on crew (department);

create table roster (
  date text not null, shift text not null, account text not null, primary key (date, shift, account)
);
create table handover (
  id text primary key, date text not null, shift text not null, state text not null, version integer not null,
  as_of timestamptz not null, body jsonb not null, search text not null default '', seal text, unique (date, shift)
);
create index handover_as_of on handover (as_of desc);
create function refuse_handover_change() returns trigger language plpgsql as $$
begin
  if old.state = 'signed' then raise exception 'a signed handover is locked'; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger handover_locked before update or delete on handover for each row execute function refuse_handover_change();

-- Everything somebody had to do with a case, made from its log: rows of another version are made anew at the next start.
create table obligation (
  incident text not null, k integer not null, stage text not null, n integer not null, department text, role text, person text,
  started_at timestamptz not null, due_at timestamptz, ended_at timestamptz, ended_n integer, outcome text not null,
  extensions integer not null, exempt boolean not null, reworked boolean not null, returned boolean not null,
  excluded boolean not null, rating text, solved boolean, spent_ms bigint, area text not null, matter text,
  simulated boolean not null, primary key (incident, k)
);
-- A period is asked of those that ended in it or are still open: never of the whole past.
create index obligation_ended on obligation (ended_at);
create index obligation_open on obligation (started_at) where ended_at is null;
create index obligation_due on obligation (due_at);
create table projection (name text primary key, version integer not null);

-- What the camera wrote into the picture before it was stripped; null where it wrote nothing.
alter table photo add column taken_at timestamptz, add column lng double precision, add column lat double precision;
`
