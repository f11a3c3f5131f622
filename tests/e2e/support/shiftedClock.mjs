// For `node --import`: a machine whose clock is so many ms ahead, in all of its threads.
const AHEAD_MS = Number(process.env['CLOCK_AHEAD_MS'])
if (!Number.isFinite(AHEAD_MS)) throw new Error('CLOCK_AHEAD_MS says how far')
const now = Date.now.bind(Date)
const ahead = () => now() + AHEAD_MS
globalThis.Date = new Proxy(Date, {
  construct: (real, args, target) => Reflect.construct(real, args.length === 0 ? [ahead()] : args, target),
  apply: (real) => new real(ahead()).toString(),
  get: (real, name) => (name === 'now' ? ahead : Reflect.get(real, name)),
})
