// Phrases of the data quality page; names of the flags come with the data (wire/words.ts).
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Data quality',
  choice: 'What to look at',
  by: 'By',
  is: { feed: 'Feed', department: 'Department', sensor: 'Sensor' },
  spanWord: 'Period',
  span: { 1: '24 hours', 7: '7 days', 30: '30 days' },
  onlyFlag: 'Quality flag',
  allFlags: 'All',
  refresh: 'Refresh',
  export: 'Export CSV',
  table: 'By {by}',
  counted: '{from} to {to}, counted by the hour',
  sensors: 'Sensors',
  observations: 'Values',
  suspect: 'Suspect %',
  suspectN: 'Suspect values',
  suspectHint: 'Share of the values received that are left out of indicators, rounded up',
  silences: 'Silences',
  silentHours: 'Silent, sensor-hours',
  silentHoursHint: 'Silence of all its sensors within the period added up, the present one included',
  silentNow: 'silent now',
  silentNowN: '{n} silent now',
  simulated: 'Simulated',
  yes: 'yes',
  no: 'no',
  more: '{n} more rows are not listed; choose a feed or a department.',
  none: 'Nothing counted in this period',
  noneFlagged: 'Nothing carries this flag in this period',
  noneHint: 'What comes in is counted by the hour and shows here within a minute.',
  guide: 'What the flags mean',
  guideHint:
    'Flags are kept with each value. A value with a flag marked “left out” takes no part in indicators until a better one comes; the others are told beside it.',
  leftOut: 'left out',
  flag: {
    rate: {
      what: 'Changed faster than the metric believably can. Only the first value after a jump: when the next agrees with it the jump is believed, so a real rise is never kept out.',
      todo: 'See whether something really happened there; if it comes again and again, check probe, wiring and power.',
    },
    flat: {
      what: 'Has stood at exactly the same value for longer than the metric allows.',
      todo: 'Check whether the probe is stuck, silted or frozen, and whether the logger sends old values.',
    },
    late: {
      what: 'Arrived later than the contract of its feed allows. It counts at the time it happened.',
      todo: 'Check the network and the gateway’s buffer; if this is its usual pace, change the contract.',
    },
    outOfOrder: {
      what: 'A newer value of the same series was already here. Kept, but not compared with its neighbours.',
      todo: 'Check whether the gateway sends in order, and whether two links run side by side.',
    },
    clockSkew: {
      what: 'The device’s clock is more than 2 s ahead, or five values in a row lag by the same amount (set back). From the fifth on the series is shown again; its times are not changed.',
      todo: 'Set the device’s clock by NTP and check its time zone.',
    },
    unitSlip: {
      what: 'Jumped by about 10, 100 or 1000 times: probably another unit or a misplaced point. Marked until the value comes back, for seven days at most; values refused as impossible count too.',
      todo: 'Compare the unit in the device with the contract; the mark goes when it is put right.',
    },
    estimated: {
      what: 'Its source says it was estimated, not measured.',
      todo: 'Nothing; if it should have been measured, ask the source.',
    },
    range: {
      what: 'Possible, but outside what this metric usually shows.',
      todo: 'See for yourself; if it is common there, widen the usual range in the catalogue.',
    },
    repeated: {
      what: 'The same value of the same instant came again. The repetition is not kept: it is counted, and the value is marked.',
      todo: 'Check what the gateway sends again, and whether the device is connected twice.',
    },
    misplaced: {
      what: 'The device says it stands (or is registered) more than 2 km outside the area it is registered in; a street is judged by its district.',
      todo: 'See whether the device was moved; correct the registered coordinates or area.',
    },
    afterSilence: {
      what: 'The first value after a silence longer than allowed: the stale time of its kind, and never less than three periods of its feed.',
      todo: 'Find out about power, network or maintenance meanwhile; send what is missing if it was kept.',
    },
  },
}
