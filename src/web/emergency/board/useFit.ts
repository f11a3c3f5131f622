// How rows of one height stand in a box: in one column while they fit, in more where the width allows; larger where there is room.
// Nothing on a wall scrolls.
import { useElementSize } from '@vueuse/core'
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'

/** Text grows no further than this: beyond it rows only drift apart. */
const MOST_GROWTH = 1.7

export interface Fit {
  /** How many are shown. */
  readonly shown: ComputedRef<number>
  /** Of the list: its columns, its row height, and `--grow` for the text in it. */
  readonly style: ComputedRef<Record<string, string>>
}

/** How many rows stand in a box. px; without `columnPx` in one column. */
export function capacity(
  box: { readonly width: number; readonly height: number },
  row: { readonly rowPx: number; readonly columnPx?: number | undefined },
): { readonly rows: number; readonly columns: number } {
  return {
    rows: Math.max(1, Math.floor(box.height / row.rowPx)),
    columns: row.columnPx === undefined ? 1 : Math.max(1, Math.floor(box.width / row.columnPx)),
  }
}

export function useFit(
  box: Readonly<Ref<HTMLElement | null>>,
  asked: {
    readonly count: MaybeRefOrGetter<number>
    readonly rowPx: MaybeRefOrGetter<number>
    /** Narrowest column; without it there is one. */
    readonly columnPx?: MaybeRefOrGetter<number>
    /** Lists of a fixed length alone: one that gets longer would change its size before people's eyes. */
    readonly grows?: boolean
  },
): Fit {
  const { width, height } = useElementSize(box)
  const fit = computed(() => {
    const [count, rowPx] = [Math.max(1, toValue(asked.count)), toValue(asked.rowPx)]
    // Until it is measured all of it stands there.
    if (height.value === 0) return { columns: 1, lines: count, shown: count, rowPx, grow: 1 }
    const columnPx = toValue(asked.columnPx)
    const { rows, columns: most } = capacity({ width: width.value, height: height.value }, { rowPx, columnPx })
    const columns = Math.min(most, Math.ceil(count / rows))
    const room = height.value / (Math.ceil(count / columns) * rowPx)
    const wide = width.value / columns / (columnPx ?? 1)
    const grow = asked.grows === true ? Math.max(1, Math.min(MOST_GROWTH, room, wide)) : 1
    const lines = Math.min(rows, Math.ceil(count / columns))
    return { columns, lines, shown: Math.min(count, rows * columns), rowPx: rowPx * grow, grow }
  })
  return {
    shown: computed(() => fit.value.shown),
    style: computed(() => ({
      gridTemplateColumns: `repeat(${fit.value.columns}, minmax(0, 1fr))`,
      // Down the first column, then down the next.
      gridTemplateRows: `repeat(${fit.value.lines}, ${fit.value.rowPx}px)`,
      gridAutoFlow: 'column',
      '--grow': String(Math.round(fit.value.grow * 100) / 100),
    })),
  }
}
