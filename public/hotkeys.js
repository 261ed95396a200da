// Keys that go somewhere: `data-hotkey="g q"` on a link, a button or a field. Without this file a page lists what
// leads there, too. Nothing happens while somebody writes in a field.

import { install, uninstall } from '/assets/hotkey-3.1.4.js'

const KEYS = '[data-hotkey]'
const known = new Set()

/** Parts of a page come and go; an element that is gone must not answer for one that is there. */
function look() {
  for (const element of known) if (!element.isConnected && known.delete(element)) uninstall(element)
  for (const element of document.querySelectorAll(KEYS)) {
    if (known.has(element)) continue
    known.add(element)
    install(element, element.dataset.hotkey)
  }
}

/** What the keys are, in a window over the page: the list of the page to which the link leads, fetched when asked for. */
function showKeys() {
  const dialog = document.querySelector('[data-keys]')
  if (!dialog) return
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('[data-keys-open]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (!(await filled(dialog, link.href))) location.assign(link.href)
    else if (!dialog.open) dialog.showModal()
  })
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())
}

async function filled(dialog, address) {
  const place = dialog.querySelector('[data-keys-list]')
  if (!place) return true
  const answer = await fetch(address).catch(() => null)
  const list =
    answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.ww-keys')
  if (list) place.replaceWith(list)
  return Boolean(list)
}

look()
new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
showKeys()
