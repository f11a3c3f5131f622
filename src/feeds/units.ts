// Units between which a value may lawfully be converted, and the spellings devices use for them.
// Same quantity only: mg/m³ ↔ ppm needs a gas and a temperature, %LEL ↔ % a gas, dB(A) ↔ dB a spectrum; those are refused.

/** A unit in terms of its quantity's base: base = (value + shift) × up / down. Whole numbers keep 12.3 mm at 0.0123 m exactly. */
type Scale = readonly [up: number, down: number, shift?: number]

/** SI prefixes and definitions (GB 3100-1993, GB 3101-1993); mmHg, mH2O and atm by ISO 80000-4, units of SenML by RFC 8428 §12.1 and RFC 8798. */
const QUANTITIES: Readonly<Record<string, Readonly<Record<string, Scale>>>> = {
  length: { m: [1, 1], dm: [1, 10], cm: [1, 100], mm: [1, 1000], um: [1, 1e6], km: [1000, 1] },
  speed: { 'm/s': [1, 1], 'cm/s': [1, 100], 'mm/s': [1, 1000], 'km/h': [10, 36], kn: [1852, 3600] },
  rainIntensity: { 'mm/h': [1, 1], 'mm/min': [60, 1], 'cm/h': [10, 1], 'm/h': [1000, 1] },
  acceleration: { 'm/s2': [1, 1], 'cm/s2': [1, 100], 'mm/s2': [1, 1000], gal: [1, 100], g: [980665, 1e5] },
  area: { m2: [1, 1], km2: [1e6, 1], ha: [1e4, 1] },
  volume: { m3: [1, 1], L: [1, 1000], mL: [1, 1e6], ML: [1000, 1] },
  flow: {
    'm3/s': [1, 1],
    'm3/min': [1, 60],
    'm3/h': [1, 3600],
    'm3/d': [1, 86400],
    'L/s': [1, 1000],
    'L/min': [1, 60000],
    'L/h': [1, 3.6e6],
  },
  pressure: {
    Pa: [1, 1],
    hPa: [100, 1],
    kPa: [1000, 1],
    MPa: [1e6, 1],
    mPa: [1, 1000],
    mbar: [100, 1],
    bar: [1e5, 1],
    mmHg: [133322, 1000],
    mH2O: [980665, 100],
    atm: [101325, 1],
  },
  concentration: {
    'g/m3': [1, 1],
    'mg/m3': [1, 1e3],
    'ug/m3': [1, 1e6],
    'ng/m3': [1, 1e9],
    'mg/L': [1, 1],
    'ug/L': [1, 1e3],
    'g/L': [1e3, 1],
  },
  share: { '%': [1, 100], '1': [1, 1], '‰': [1, 1000], '%RH': [1, 100] },
  mixingRatio: { '%': [1, 100], '%VOL': [1, 100], ppm: [1, 1e6], ppb: [1, 1e9] },
  explosiveLimit: { '%LEL': [1, 1] },
  temperature: { '°C': [1, 1], K: [1, 1, -273.15], '°F': [5, 9, -32] },
  voltage: { V: [1, 1], mV: [1, 1000], kV: [1000, 1], MV: [1e6, 1] },
  current: { A: [1, 1], mA: [1, 1000], kA: [1000, 1] },
  power: { W: [1, 1], mW: [1, 1000], kW: [1000, 1], MW: [1e6, 1] },
  apparentPower: { VA: [1, 1], kVA: [1000, 1], MVA: [1e6, 1] },
  reactivePower: { var: [1, 1], kvar: [1000, 1], Mvar: [1e6, 1] },
  energy: { J: [1, 1], kJ: [1000, 1], MJ: [1e6, 1], Wh: [3600, 1], kWh: [3.6e6, 1], MWh: [3.6e9, 1] },
  frequency: { Hz: [1, 1], kHz: [1000, 1], MHz: [1e6, 1], '1/s': [1, 1], '1/min': [1, 60] },
  angle: { '°': [1, 1], rad: [180, Math.PI], mrad: [180, 1000 * Math.PI] },
  mass: { kg: [1, 1], g: [1, 1000], mg: [1, 1e6], t: [1000, 1] },
  force: { N: [1, 1], kN: [1000, 1], MN: [1e6, 1] },
  strain: { ue: [1, 1] },
  sound: { dB: [1, 1], Bspl: [10, 1] },
  soundA: { 'dB(A)': [1, 1] },
  signal: { dBm: [1, 1] },
  conductivity: { 'S/m': [1, 1], 'mS/cm': [1, 10], 'uS/cm': [1, 1e4] },
  turbidity: { NTU: [1, 1] },
  acidity: { pH: [1, 1] },
  light: { lx: [1, 1], klx: [1000, 1] },
  irradiance: { 'W/m2': [1, 1], 'kW/m2': [1000, 1] },
  time: { s: [1, 1], ms: [1, 1000], min: [60, 1], h: [3600, 1], d: [86400, 1] },
  count: { count: [1, 1] },
  vehicleRate: { 'veh/h': [1, 1], 'veh/min': [60, 1], 'veh/s': [3600, 1] },
}

/** Other spellings → the table's. Keys are already normalised (NFKC, no spaces, µ and μ as u). */
const SPELLINGS: Readonly<Record<string, string>> = {
  '': 'count',
  '/': '1',
  C: '°C',
  c: '°C',
  oC: '°C',
  Cel: '°C',
  degC: '°C',
  celsius: '°C',
  F: '°F',
  degF: '°F',
  oF: '°F',
  deg: '°',
  l: 'L',
  ml: 'mL',
  'l/s': 'L/s',
  'l/min': 'L/min',
  'l/h': 'L/h',
  'mg/l': 'mg/L',
  'ug/l': 'ug/L',
  'g/l': 'g/L',
  dBA: 'dB(A)',
  'db(a)': 'dB(A)',
  dba: 'dB(A)',
  db: 'dB',
  lux: 'lx',
  kmh: 'km/h',
  kph: 'km/h',
  mps: 'm/s',
  knot: 'kn',
  Kpa: 'kPa',
  KPa: 'kPa',
  kpa: 'kPa',
  Mpa: 'MPa',
  hpa: 'hPa',
  mH20: 'mH2O',
  '%rh': '%RH',
  '%vol': '%VOL',
  'vol%': '%VOL',
  'VOL%': '%VOL',
  '%lel': '%LEL',
  'LEL%': '%LEL',
  percent: '%',
  '/100': '%',
  '/1000': '‰',
  permille: '‰',
  sec: 's',
  minute: 'min',
  hour: 'h',
  pcs: 'count',
  veh: 'count',
  vehicles: 'count',
  'vehicles/h': 'veh/h',
  persons: 'count',
  people: 'count',
  毫米: 'mm',
  厘米: 'cm',
  米: 'm',
  公里: 'km',
  千米: 'km',
  '米/秒': 'm/s',
  '毫米/秒': 'mm/s',
  '公里/小时': 'km/h',
  '千米/小时': 'km/h',
  '毫米/小时': 'mm/h',
  升: 'L',
  立方米: 'm3',
  '升/秒': 'L/s',
  '升/分': 'L/min',
  '立方米/秒': 'm3/s',
  '立方米/小时': 'm3/h',
  '方/小时': 'm3/h',
  帕: 'Pa',
  百帕: 'hPa',
  千帕: 'kPa',
  兆帕: 'MPa',
  '微克/立方米': 'ug/m3',
  '毫克/立方米': 'mg/m3',
  '毫克/升': 'mg/L',
  百分比: '%',
  度: '°',
  摄氏度: '°C',
  分贝: 'dB',
  伏: 'V',
  安: 'A',
  千瓦: 'kW',
  千瓦时: 'kWh',
  秒: 's',
  分钟: 'min',
  小时: 'h',
  个: 'count',
  次: 'count',
  人: 'count',
  人次: 'count',
  辆: 'count',
  件: 'count',
  '辆/小时': 'veh/h',
  '辆/h': 'veh/h',
  '辆/分钟': 'veh/min',
}

const KNOWN = new Set(Object.values(QUANTITIES).flatMap((units) => Object.keys(units)))
/** Lower case → the one unit so written; spellings shared by two (MPa, mPa) are left out: guessing there errs by 10⁹. */
const BY_LOWER = new Map<string, string | undefined>()
for (const unit of KNOWN) {
  const lower = unit.toLowerCase()
  BY_LOWER.set(lower, BY_LOWER.has(lower) ? undefined : unit)
}

/** The table's name of a unit, or undefined for one it does not know. */
export function unitName(text: string): string | undefined {
  if (KNOWN.has(text)) return text
  if (text.length > 32) return undefined
  // NFKC folds full-width signs, ℃, ㎜, ³ and both micro signs.
  const plain = text
    .normalize('NFKC')
    .replace(/[\s·]/g, '')
    .replace(/μ/g, 'u')
    .replace(/ε/g, 'e')
    .replace(/\^|\*\*/g, '')
    .replace(/⁄/g, '/')
  if (KNOWN.has(plain)) return plain
  if (Object.hasOwn(SPELLINGS, plain)) return SPELLINGS[plain]
  return (
    BY_LOWER.get(plain.toLowerCase()) ??
    (Object.hasOwn(SPELLINGS, plain.toLowerCase()) ? SPELLINGS[plain.toLowerCase()] : undefined)
  )
}

interface Linear {
  readonly shift: number
  readonly up: number
  readonly down: number
  readonly back: number
}
/** Pairs met so far; only known units get in, so it stays small. */
const pairs = new Map<string, Linear | undefined>()

/**
 * The value in another unit; undefined where the two do not measure the same quantity or are unknown.
 * Equal texts need no table, so a city may use units of its own.
 */
export function convert(value: number, from: string, to: string): number | undefined {
  if (from === to) return value
  const a = unitName(from)
  const b = unitName(to)
  if (a === undefined || b === undefined) return undefined
  if (a === b) return value
  const key = `${a}>${b}`
  let linear = pairs.get(key)
  if (linear === undefined && !pairs.has(key)) {
    linear = relate(a, b)
    pairs.set(key, linear)
  }
  return linear === undefined ? undefined : ((value + linear.shift) * linear.up) / linear.down - linear.back
}

function relate(from: string, to: string): Linear | undefined {
  for (const units of Object.values(QUANTITIES)) {
    const a = units[from]
    const b = units[to]
    if (a === undefined || b === undefined) continue
    const up = a[0] * b[1]
    const down = a[1] * b[0]
    const common = gcd(up, down)
    return { shift: a[2] ?? 0, up: up / common, down: down / common, back: b[2] ?? 0 }
  }
  return undefined
}

/** Of whole numbers; 1 where one is not whole (angles in radians). */
function gcd(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return 1
  while (b !== 0) [a, b] = [b, a % b]
  return a
}
