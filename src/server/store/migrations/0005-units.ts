// Moving units and where they were. Positions of people are personal data: days of fixes are dropped as a whole, by policy.

export const name = '0005-units'

export const statements = `
create table unit (
  id text primary key, idx integer generated always as identity unique,
  feed text not null, device text not null, kind text not null, name text not null,
  department text, crew text, simulated boolean not null, registered_at timestamptz not null
);

create table unit_fix (
  unit integer not null, occurred_at timestamptz not null, recorded_at timestamptz not null,
  lng double precision not null, lat double precision not null,
  speed_kmh real, heading_deg real, accuracy_m real, flags smallint not null,
  primary key (unit, occurred_at)
) partition by range (occurred_at);
comment on column unit_fix.flags is 'what is doubtful about it: FixFlag of src/core/track/types.ts; 0 is good';
`
