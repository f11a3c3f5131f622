// What must work before the page's own script, and without it: plain script in the head, there before the first paint.
;(function () {
  // A page whose script does not come (the network is cut in the middle of it) would stay blank until somebody loads it anew, and before
  // a wall there is nobody. When all has come or failed and nothing stands half a minute later, the hub is asked until it answers. A page
  // does this once in its life and never sooner: however often it fails, there is no more than a reload each half minute.
  var STANDS_MS = 30000
  var COMES_MS = 60000
  var ASK_MS = 5000
  var asking = false
  function isBlank() {
    var app = document.getElementById('app')
    return app === null || app.firstChild === null
  }
  function ask() {
    if (!isBlank()) return
    var question = new XMLHttpRequest()
    question.open('GET', '/api/health')
    question.timeout = ASK_MS
    question.onloadend = function () {
      if (question.status !== 200) setTimeout(ask, ASK_MS)
      else if (isBlank()) location.reload()
    }
    question.send()
  }
  function begin() {
    if (asking) return
    asking = true
    ask()
  }
  addEventListener('load', function () {
    setTimeout(begin, STANDS_MS)
  })
  setTimeout(function () {
    if (document.readyState !== 'complete') begin()
  }, COMES_MS)

  // A wall that begins anew hangs its last picture before the new page until that one stands: no screen ever goes blank. Draws nothing on
  // other pages. A function of its own: what the page listens for above must not hold on to a picture that was taken down.
  function hang(picture) {
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
  }
  if (!location.pathname.startsWith('/wall')) return
  try {
    var kept = sessionStorage.getItem('yiwang.wall.curtain')
    sessionStorage.removeItem('yiwang.wall.curtain')
    if (kept !== null) hang(JSON.parse(kept))
  } catch {
    // Without it the page is dark for a moment.
  }
})()
