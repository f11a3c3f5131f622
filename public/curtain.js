// A wall that begins anew hangs its last picture before the new page until that one stands: no screen ever goes blank.
// Plain script in the head, so that it is there before the first paint. Draws nothing on other pages.
;(function () {
  if (!location.pathname.startsWith('/wall')) return
  try {
    var kept = sessionStorage.getItem('yiwang.wall.curtain')
    sessionStorage.removeItem('yiwang.wall.curtain')
    if (kept === null) return
    var picture = JSON.parse(kept)
    var curtain = document.createElement('div')
    curtain.id = 'wall-curtain'
    curtain.setAttribute('aria-hidden', 'true')
    curtain.setAttribute('style', 'position:fixed;inset:0;z-index:1000;background:' + picture.ground)
    var inside = curtain.attachShadow({ mode: 'open' })
    inside.innerHTML = '<style>' + picture.css + '</style>' + picture.html
    document.documentElement.append(curtain)
    // Whatever happens to the new page, an old picture must not stand as if it were now.
    setTimeout(function () {
      curtain.remove()
    }, 30000)
  } catch {
    // Without it the page is dark for a moment.
  }
})()
