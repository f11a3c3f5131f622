// The columns of the wide queue: which there are, in which order, how wide. What stands in them is QueueCells'.

export const COLUMNS = [
  'level',
  'code',
  'title',
  'state',
  'clock',
  'department',
  'area',
  'source',
  'opened',
  'updated',
  'reports',
  'handler',
  'call',
  'rating',
] as const
export type Column = (typeof COLUMNS)[number]

/** What stands there until somebody chooses. */
export const USUAL_COLUMNS: readonly Column[] = [
  'level',
  'code',
  'title',
  'state',
  'clock',
  'department',
  'area',
  'updated',
]

/** Grid tracks: every row is a grid of its own, so only the title may give way. */
export const TRACKS: Readonly<Record<Column, string>> = {
  level: '28px',
  code: '156px',
  title: 'minmax(180px, 1fr)',
  state: '84px',
  clock: '132px',
  department: '124px',
  area: '148px',
  source: '72px',
  opened: '92px',
  updated: '92px',
  reports: '52px',
  handler: '116px',
  call: '132px',
  rating: '84px',
}

const GAP_PX = 8
/** The tracks of a line of these columns, as large as the text in them. */
export const tracksOf = (columns: readonly Column[], scale = 1): string =>
  columns
    .map((column) => TRACKS[column].replace(/(\d+)px/, (_, px: string) => `${Math.round(Number(px) * scale)}px`))
    .join(' ')

/** The least a line of these columns needs; what is wider than the pane is scrolled to. */
export const widthOf = (columns: readonly Column[], scale = 1): number =>
  [...tracksOf(columns, scale).matchAll(/(\d+)px/g)].reduce((sum, [, px]) => sum + GAP_PX + Number(px), 48)

/** From this width on the pane shows columns; below it, the row of two lines says more. */
export const WIDE_PX = 600

/** What the account has chosen, as far as it is known here; a case without its name would be none, so the title always stays. */
export function columnsFrom(chosen: readonly string[] | undefined): readonly Column[] {
  const known = (chosen ?? []).flatMap((name) => COLUMNS.filter((column) => column === name))
  if (known.length === 0) return USUAL_COLUMNS
  return known.includes('title') ? known : [...known, 'title']
}

/** `column` one place up or down; the ends stay where they are. */
export function movedBy<T>(list: readonly T[], item: T, step: 1 | -1): T[] {
  const at = list.indexOf(item)
  const to = at + step
  if (at < 0 || to < 0 || to >= list.length) return [...list]
  const next = list.filter((one) => one !== item)
  next.splice(to, 0, item)
  return next
}
