// The bare page beside the city's map: MapLibre, its worker and the city's districts drawn as lines, and nothing else.
import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { FeatureCollection } from 'geojson'
import districts from '../../city/yangzhou/map/districts.geojson?raw'

setWorkerUrl(workerUrl)
const box = Object.assign(document.createElement('div'), { style: 'position: fixed; inset: 0' })
document.body.append(box)
const map = new MapLibre({
  container: box,
  center: [119.421, 32.3932],
  zoom: 9,
  style: {
    version: 8,
    sources: { districts: { type: 'geojson', data: JSON.parse(districts) as FeatureCollection } },
    layers: [{ id: 'districts', type: 'line', source: 'districts' }],
  },
})
map.once('load', () => requestAnimationFrame(() => (document.body.dataset['drawn'] = String(performance.now()))))
