// The page the bench of charts opens: the real component with its stores, phrases and styles, and a bare ECharts line beside it.
// Bundled by charts.ts with the application's own build settings; never part of the application.
import { createPinia } from 'pinia'
import { createApp, defineComponent, h, nextTick, shallowRef } from 'vue'
import { LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import '@fontsource/barlow-semi-condensed/latin-400.css'
import '../../src/web/ui/tokens.css'
import '../../src/web/ui/base.css'
import SignChart from '../../src/web/charts/SignChart.vue'
import { i18n, setLocale } from '../../src/web/i18n/i18n.ts'
import { showTheme } from '../../src/web/ui/theme.ts'

type Props = InstanceType<typeof SignChart>['$props']
const app = document.getElementById('app') as HTMLElement
const props = shallowRef<Props>()
let unmount = (): void => undefined
let bareChart: ReturnType<typeof init> | undefined

async function open(next: Props): Promise<void> {
  unmount()
  props.value = next
  const one = createApp(defineComponent(() => () => (props.value === undefined ? null : h(SignChart, props.value))))
  one.use(createPinia()).use(i18n).mount(app)
  unmount = () => one.unmount()
  await nextTick()
}

/** What anybody would write who only wants the line. */
function bare(at: readonly number[], value: readonly (number | null)[]): void {
  unmount()
  use([LineChart, GridComponent, CanvasRenderer])
  app.replaceChildren(Object.assign(document.createElement('div'), { style: 'height:320px' }))
  const chart = init(app.firstElementChild as HTMLElement, undefined, { renderer: 'canvas' })
  chart.setOption({
    animation: false,
    xAxis: { type: 'time' },
    yAxis: { type: 'value' },
    series: [{ type: 'line', showSymbol: false, data: at.map((t, i) => [t, value[i]]) }],
  })
  unmount = () => {
    chart.dispose()
    app.replaceChildren()
  }
  bareChart = chart
}
function bareChange(at: readonly number[], value: readonly (number | null)[]): void {
  bareChart?.setOption({ series: [{ data: at.map((t, i) => [t, value[i]]) }] })
}
function close(): void {
  unmount()
  unmount = () => undefined
}

Object.assign(window, {
  page: {
    open,
    bare,
    bareChange,
    close,
    change: (more: Partial<Props>) => (props.value = { ...props.value, ...more } as Props),
    setLocale,
    showTheme,
  },
})
void setLocale('zh').then(() => (document.body.dataset['ready'] = 'yes'))
