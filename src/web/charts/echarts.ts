// ECharts by parts: only what our charts use. Its own spoken description is left out: every chart has a name and a table twin.
// Import this file lazily; it is the chart chunk.
import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, CustomChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer])

export { init }
export type { ECharts, EChartsCoreOption }
