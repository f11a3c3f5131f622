// What the bench asks inside the page. Plain script, put into every page before its own: no bundler's helpers are there.
// Times run from the input to the frame after the one in which the answer stands: that is when it can be seen.
window.probe = {
  painted: () =>
    new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now())))),
  async until(ask, withinMs = 20000) {
    const end = performance.now() + withinMs
    for (;;) {
      if (ask()) return
      if (performance.now() > end) throw new Error(`not so within ${withinMs} ms: ${ask}`)
      await new Promise((next) => requestAnimationFrame(next))
    }
  },
  /** From `act` until `there`, and the next frame. */
  async span(act, there) {
    const from = performance.now()
    act()
    await this.until(there)
    return (await this.painted()) - from
  },
  /** Tasks that held the page and gaps between frames, until `stop`. */
  watch() {
    const tasks = []
    const gaps = []
    let last = performance.now()
    let on = true
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)))
    observer.observe({ type: 'longtask' })
    const frame = (at) => {
      gaps.push(at - last)
      last = at
      if (on) requestAnimationFrame(frame)
    }
    requestAnimationFrame((at) => {
      last = at
      requestAnimationFrame(frame)
    })
    return () => {
      on = false
      observer.disconnect()
      return { longest: Math.max(0, ...tasks), tasks: tasks.length, frame: Math.max(0, ...gaps) }
    }
  },
}
