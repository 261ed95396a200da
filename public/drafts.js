// What a doctor writes is kept every few seconds. Without this file a button does the same.
//
// `<form data-autosave="/doctor/patients/…/notes/draft">`: the form is posted there, and the answer says in a sentence
// when it was saved, or why not.

const PAUSE = 3000

function keepDrafts(form) {
  const state = form.querySelector('[data-draft-state]')
  const version = form.elements.draftVersion
  let saved = written()
  let planned = 0
  let saving = null
  let stopped = false

  function written() {
    const { kind, text } = Object.fromEntries(new FormData(form))
    return JSON.stringify([kind ?? '', text ?? ''])
  }

  async function save() {
    planned = 0
    const now = written()
    if (stopped || now === saved || form.elements.text.value.trim() === '') return
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        redirect: 'manual',
        keepalive: true,
      })
      if (answer.type === 'opaqueredirect') return loggedOut()
      const { text, version: next } = await answer.json()
      if (answer.ok) {
        saved = now
        version.value = String(next)
      }
      // Another tab has changed it: whoever writes compares both, and nothing is saved over it.
      if (answer.status === 409) stopped = true
      state.textContent = text
    } catch {
      state.textContent = ''
    }
  }

  function loggedOut() {
    stopped = true
    const note = document.querySelector('[data-logged-out]')
    if (note) note.hidden = false
  }

  function start() {
    saving = save().finally(() => {
      saving = null
      if (!planned && !stopped && written() !== saved) plan()
    })
  }

  function plan() {
    if (!planned && !saving) planned = setTimeout(start, PAUSE)
  }

  form.addEventListener('input', plan)
  // The version that is being saved belongs into the form before it is sent.
  form.addEventListener('submit', (event) => {
    clearTimeout(planned)
    if (!saving) {
      stopped = true
      return
    }
    event.preventDefault()
    const { submitter } = event
    saving.finally(() => form.requestSubmit(submitter))
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && planned) {
      clearTimeout(planned)
      start()
    }
  })
}

for (const form of document.querySelectorAll('form[data-autosave]')) keepDrafts(form)
