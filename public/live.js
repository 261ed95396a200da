// Parts of a page that keep themselves up to date. Without this file each has a link that does the same.
//
// `<section id="queue" data-live="/doctor/queue/live">`: when that stream says that something changed, the page is
// asked for again and its parts are put in place. A part in which somebody is writing waits until they are done.

const REGIONS = '[data-live][id]'
const LEAST_PAUSE = 1000
const RETRY = 30000

const streams = new Set()
let wanted = 0
let asking = false
let lastAsked = 0

const regions = () => [...document.querySelectorAll(REGIONS)]
const page = () => document.body.dataset.page ?? location.href

/** One stream for the whole page if it can be: every stream tells of the reader's own notices, too. */
function open() {
  close()
  const all = regions()
  const main = all.filter((region) => !('liveAlso' in region.dataset))
  const since = Math.min(
    ...[...document.querySelectorAll('[data-live-at]')].map((at) => Number(at.dataset.liveAt)),
  )
  for (const address of new Set((main.length > 0 ? main : all).map((region) => region.dataset.live))) {
    const url = new URL(address, location.href)
    if (Number.isFinite(since)) url.searchParams.set('since', String(since))
    const stream = new EventSource(url)
    stream.addEventListener('changed', () => refreshSoon())
    // Closed: the server refused (too many pages, logged out). Asking for the page tells which, and does meanwhile.
    stream.addEventListener('error', () => {
      if (stream.readyState !== EventSource.CLOSED || !streams.delete(stream)) return
      refreshSoon()
      wanted = setTimeout(open, RETRY * (1 + Math.random()))
    })
    streams.add(stream)
  }
}

function close() {
  clearTimeout(wanted)
  for (const stream of streams) stream.close()
  streams.clear()
}

let planned = 0

/** Of many changes at once one asks, and not all pages of the house in the same instant. */
function refreshSoon() {
  if (planned || document.hidden) return
  const pause = Math.max(100, lastAsked + LEAST_PAUSE - Date.now()) + Math.random() * 200
  planned = setTimeout(refresh, pause)
}

async function refresh() {
  planned = 0
  if (asking) return refreshSoon()
  asking = true
  lastAsked = Date.now()
  try {
    // In the background: it does not count as somebody being there.
    const answer = await fetch(page(), {
      headers: { 'X-Background': 'yes' },
      redirect: 'manual',
      cache: 'no-store',
    })
    if (answer.type === 'opaqueredirect') return leave()
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const region of regions()) replace(region, fresh.getElementById(region.id))
  } catch {
    // No network for a moment: the stream comes again, and with it the next try.
  } finally {
    asking = false
  }
}

/** In place, so that the focus stays where it is. */
function replace(region, fresh) {
  if (!fresh) return
  if (isBeingFilled(region)) {
    region.dataset.liveWaits = 'yes'
    return
  }
  window.htmx.swap({ text: fresh.outerHTML, target: region, swap: 'outerMorph' })
}

function isBeingFilled(region) {
  const active = document.activeElement
  if (
    region.contains(active) &&
    active.matches('input:not([type="submit"], [type="button"]), textarea, select')
  )
    return true
  return [...region.querySelectorAll('input, textarea, select')].some(isChanged)
}

function isChanged(field) {
  if (field.type === 'hidden') return false
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
  if (field.tagName !== 'SELECT') return field.value !== field.defaultValue
  const given = [...field.options].findIndex((option) => option.defaultSelected)
  return field.selectedIndex !== Math.max(given, 0)
}

/** Logged out, or the page is elsewhere now: it is opened anew, unless somebody is writing, whose form is kept. */
function leave() {
  close()
  const writing = [...document.querySelectorAll('form[method="post"] :is(input, textarea, select)')].some(
    isChanged,
  )
  const note = document.querySelector('[data-logged-out]')
  if (!writing || !note) return location.replace(page())
  note.hidden = false
}

if (regions().length > 0) {
  open()
  // A page that nobody sees holds no connection: a browser has six for all its pages.
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  window.addEventListener('pagehide', close)
  window.addEventListener('pageshow', (event) => event.persisted && open())
  document.addEventListener('focusout', (event) => {
    const region = event.target.closest('[data-live-waits]')
    if (!region) return
    delete region.dataset.liveWaits
    refreshSoon()
  })
}

/** What is asked for in a piece never puts the log-in page into a page. */
document.addEventListener('htmx:before:response', (event) => {
  const { raw } = event.detail.ctx.response
  if (!raw.redirected || new URL(raw.url).pathname !== '/login') return
  event.preventDefault()
  leave()
})
