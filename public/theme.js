// Sets the theme, language and text size before the first paint; a file of its own because the policy allows no inline script.
;(function () {
  var root = document.documentElement
  var choice = null
  var locale = null
  var text = null
  try {
    choice = localStorage.getItem('yiwang.theme')
    locale = localStorage.getItem('yiwang.locale')
    text = localStorage.getItem('yiwang.text')
  } catch (_) {
    // Storage may be forbidden; the defaults serve.
  }
  // Not `/walls`, where the desk sees them all.
  var wall = /^\/wall(\/|$)/.test(location.pathname)
  var light = choice === 'light' || (choice !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches)
  root.dataset.theme = !wall && light ? 'light' : 'dark'
  if (!wall && (text === 'large' || text === 'largest')) root.dataset.text = text
  if (locale === 'en') root.lang = 'en'
})()
