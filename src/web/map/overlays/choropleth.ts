// Areas by the value of an indicator, as a layer that comes and goes: the same shades as on the page of the indicator.
import type { Feature, FeatureCollection } from 'geojson'
import { LEVELS, type Level } from '../../../core/level.ts'
import { hatchImage } from '../images.ts'
import { areaCollections, areaLayers, type AreaShade } from '../layers/areas.ts'
import type { MapColours } from '../colours.ts'
import { between } from './tone.ts'
import type { LegendLine, Look, OverlayLook } from './overlay.ts'

export const CHOROPLETH = 'choropleth'

/** What an outlined area is called stands on the ground already: beside its value it would stand there twice. */
export function choroplethSources(
  shades: readonly AreaShade[],
  outlines: readonly Feature[],
  colours: MapColours,
): Readonly<Record<string, FeatureCollection>> {
  const { shapes, discs, labels } = areaCollections(shades, outlines, colours)
  const shadeOf = new Map(shades.map((s) => [s.code, s]))
  const told = (collection: FeatureCollection): FeatureCollection => ({
    ...collection,
    features: collection.features.map((f) => {
      const code: unknown = f.properties?.['area']
      const shade = typeof code === 'string' ? shadeOf.get(code) : undefined
      return {
        ...f,
        properties: { ...f.properties, hit: shade?.code ?? '', title: shade?.name ?? '', detail: shade?.value ?? '' },
      }
    }),
  })
  const valued: FeatureCollection = {
    ...labels,
    features: labels.features.map((f) => {
      const label: unknown = f.properties?.['label']
      const isOutlined = f.properties?.['small'] === false
      return typeof label === 'string' && isOutlined
        ? { ...f, properties: { ...f.properties, label: label.slice(label.indexOf('\n') + 1) } }
        : f
    }),
  }
  return { 'choropleth-shapes': told(shapes), 'choropleth-discs': told(discs), 'choropleth-labels': valued }
}

export const choropleth: OverlayLook = {
  id: CHOROPLETH,
  place: 'area',
  hits: ['choropleth-shapes', 'choropleth-discs'],
  layers: ({ colours, textSize, scale }: Look) => areaLayers(colours, { name: CHOROPLETH, textSize, scale, away: 1.3 }),
  images: ({ colours }: Look) => ({ 'choropleth-hatch': hatchImage(colours.calm) }),
}

export interface ChoroplethWords {
  readonly level: (level: Level) => string
  readonly unknown: string
}

/** Only what is on the map: levels and grades that occur, the span of the tones, the unknown. */
export function choroplethLegend(
  { colours }: Look,
  shades: readonly AreaShade[],
  grades: readonly { readonly colour: string; readonly name: string }[],
  range: readonly [low: string, high: string] | undefined,
  words: ChoroplethWords,
): LegendLine[] {
  const has = (type: AreaShade['look']['type']): boolean => shades.some((s) => s.look.type === type)
  return [
    ...LEVELS.filter((l) => shades.some((s) => s.look.type === 'level' && s.look.level === l)).map(
      (level): LegendLine => ({ swatch: { type: 'level', level }, text: words.level(level) }),
    ),
    ...grades
      .filter((g) => shades.some((s) => s.look.type === 'grade' && s.look.colour === g.colour))
      .map(({ colour, name }): LegendLine => ({ swatch: { type: 'fill', colour, opacity: 0.42 }, text: name })),
    ...(has('tone') && range !== undefined
      ? [
          {
            swatch: {
              type: 'ramp' as const,
              from: between(colours.land, colours.calm, 0.06),
              to: between(colours.land, colours.calm, 0.6),
            },
            text: `${range[0]} – ${range[1]}`,
          },
        ]
      : []),
    ...(has('unknown')
      ? [{ swatch: { type: 'fill' as const, colour: colours.calm, hatch: true }, text: words.unknown }]
      : []),
  ]
}
