// Sets the theme and language before the first paint; a file of its own because the policy allows no inline script.
;(function () {
  var root = document.documentElement
  var choice = null
  var locale = null
  try {
    choice = localStorage.getItem('yiwang.theme')
    locale = localStorage.getItem('yiwang.locale')
  } catch (_) {
    // Storage may be forbidden; the defaults serve.
  }
  var wall = location.pathname.indexOf('/wall') === 0
  var light = choice === 'light' || (choice !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches)
  root.dataset.theme = !wall && light ? 'light' : 'dark'
  if (locale === 'en') root.lang = 'en'
})()
