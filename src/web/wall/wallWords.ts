// What a wall shows, by the names that people know: board, case, sign. Reads stores, asks nothing.
import type { WallShow } from '../../core/wall/types.ts'
import type { WallRow, WallSays } from '../../wire/walls.ts'
import { say, t } from '../i18n/i18n.ts'
import { useSide } from '../live/useSide.ts'
import { useCity } from '../stores/city.ts'
import { useIncidents } from '../stores/incidents.ts'

/** A push that has not ended. */
export const standingPush = ({ orders: { push } }: WallRow, now: number): WallRow['orders']['push'] =>
  push !== undefined && (push.untilAt ?? Infinity) > now ? push : undefined

export interface ShownNames {
  readonly board: (id: string) => string
  readonly show: (show: WallShow) => string
  readonly showing: (showing: WallSays['showing']) => string
}

export function useShownNames(): ShownNames {
  const boards = useSide('boards')
  const emergencies = useSide('emergencies')
  const incidents = useIncidents()
  const city = useCity()
  const board = (id: string): string => {
    const row = boards.rows.value.get(id)
    return row === undefined ? id : say(row.board.name)
  }
  const incident = (id: string): string => {
    const row = incidents.rows.get(id)
    return row === undefined ? id : say(row.title)
  }
  const sign = (indicator: string, area: string): string => {
    const definition = city.indicators.get(indicator)
    return `${definition === undefined ? indicator : say(definition.name)} · ${say(city.areaName(area))}`
  }
  return {
    board,
    show(show) {
      switch (show.type) {
        case 'board':
          return board(show.board)
        case 'incident':
          return incident(show.incident)
        case 'sign':
          return sign(show.indicator, show.area)
        case 'map':
          return t('walls.map')
      }
    },
    showing({ type, id }) {
      switch (type) {
        case 'board':
          return board(id)
        case 'incident':
          return incident(id)
        case 'sign': {
          const [indicator = '', area = ''] = id.split('@')
          return sign(indicator, area)
        }
        case 'map':
          return t('walls.map')
        case 'emergency': {
          const row = emergencies.rows.value.get(id)
          return row === undefined ? t('walls.emergency') : say(row.title)
        }
      }
    },
  }
}
