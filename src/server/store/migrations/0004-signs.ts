// Vital signs that can be trusted: hours and corrections, quality and silence, what is normal, what was foretold and how it fared.

export const name = '0004-signs'

export const statements = `
alter table indicator_value
  add column was double precision, add column corrected_at timestamptz,
  add column grade smallint, add column suspect integer not null default 0, add column mixed boolean not null default false;
comment on column indicator_value.was is 'what was published first, where a later observation changed it; null with corrected_at: nothing was';

alter table alarm add column cleared_reason jsonb;

create table indicator_hour (
  indicator text not null, area text not null, hour timestamptz not null,
  value double precision, least double precision, greatest double precision,
  minutes smallint not null, coverage real not null, level smallint,
  simulated boolean not null, mixed boolean not null default false, corrected_at timestamptz,
  primary key (indicator, area, hour)
);
create index indicator_value_at on indicator_value (at);
create index indicator_hour_hour on indicator_hour (hour);

-- Hours of a sensor kind in which something came after its minute had been told, until they are told again. Written with the
-- observation itself, so that no end of the hub loses one; n tells whether more came while it was being done.
create table late_hour (
  kind text not null, hour timestamptz not null, n integer not null default 1, primary key (kind, hour)
);

create table quality_hour (
  sensor integer not null, hour timestamptz not null, flag text not null, n integer not null,
  primary key (sensor, hour, flag)
);
create index quality_hour_hour on quality_hour (hour);

-- The same by feed and those who answer for its sensors, with all that was kept (observations): what a page over a month asks for.
create table quality_group_hour (
  feed text not null, owner text not null, maintainer text not null, hour timestamptz not null, flag text not null,
  n bigint not null, primary key (hour, feed, owner, maintainer, flag)
);

create table silence (
  sensor integer not null, from_at timestamptz not null, to_at timestamptz, primary key (sensor, from_at)
);
create index silence_open on silence (sensor) where to_at is null;
create index silence_to on silence (to_at);

create table normal (
  indicator text not null, area text not null, learned_at timestamptz not null, body jsonb not null,
  primary key (indicator, area)
);

create table forecast (
  indicator text not null, area text not null, made_at timestamptz not null, model text not null,
  learned_hours integer not null, simulated boolean not null, body jsonb not null,
  primary key (indicator, area, made_at)
);
create index forecast_made on forecast (made_at);

create table forecast_result (
  indicator text not null, area text not null, made_at timestamptz not null, ahead smallint not null, model text not null,
  foretold double precision not null, low double precision not null, high double precision not null,
  came double precision not null, persistence double precision, last_week double precision,
  primary key (indicator, area, made_at, ahead)
);
create index forecast_result_made on forecast_result (made_at);
`
