// Finding a patient while typing, and then a free time. Without this file buttons do the same, by way of the server.

function pickers() {
  for (const picker of document.querySelectorAll('[data-picker]')) {
    const input = picker.querySelector('[data-picker-search]')
    const button = picker.querySelector('[data-picker-find]')
    if (!input || !button) continue
    button.type = 'button'
    button.addEventListener('click', () => window.htmx.trigger(input, 'find'))
    // It is looked for already; Enter must not send a form that is half filled in.
    input.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault())
    // Neither an answer that comes late nor a search that still waits for the next key takes away what was chosen meanwhile.
    let chosen = false
    picker.addEventListener('change', (event) => {
      if (event.target.type !== 'radio') return
      chosen = true
      // What is in the list was chosen with all the letters in sight, also those that had not been looked for yet.
      const found = picker.querySelector('[data-picker-found]')
      if (found && event.target.value !== 'free') found.value = input.value
      window.htmx.trigger(input, 'htmx:abort')
    })
    for (const event of ['input', 'find'])
      input.addEventListener(event, () => {
        chosen = false
      })
    input.addEventListener('htmx:before:request', (event) => chosen && event.preventDefault())
  }
}

/** What a medicine is counted in goes into its field, unless somebody has written something else there. */
function units() {
  document.addEventListener('change', (event) => {
    const { unit, unitFor } = event.target.dataset
    const field = unitFor && document.getElementById(unitFor)
    if (!field || (field.value !== '' && field.value !== field.dataset.unit)) return
    field.value = unit
    field.dataset.unit = unit
  })
}

/** Times that come late do not take away the one that was chosen meanwhile. */
function freeTimes() {
  document.addEventListener('change', (event) => {
    if (!event.target.closest('#free-times')) return
    for (const button of document.querySelectorAll('button[hx-target="#free-times"]'))
      window.htmx.trigger(button, 'htmx:abort')
  })
}

pickers()
units()
freeTimes()
