// Layers of ground, sensing and analysis, as the layer list offers them.
import { choropleth } from './choropleth.ts'
import { components } from './components.ts'
import { coverage } from './coverage.ts'
import { districts } from './districts.ts'
import type { LayerEntry } from './entry.ts'
import { grid } from './grid.ts'
import { pipes } from './pipes.ts'
import { places } from './places.ts'
import { roads } from './roads.ts'
import { sensors } from './sensors.ts'
import { streets } from './streets.ts'
import { traffic } from './traffic.ts'
import { water } from './water.ts'

export const groundLayers: readonly LayerEntry[] = [
  districts,
  streets,
  grid,
  water,
  roads,
  places,
  pipes,
  components,
  sensors,
  traffic,
  choropleth,
  coverage,
]
