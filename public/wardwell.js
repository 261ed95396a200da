// Every page works without this file; it only makes some things quicker.

/** The error summary takes the focus, so that it is read first and its links are one key away. */
function focusErrorSummary() {
  document.querySelector('[data-error-summary]')?.focus()
}

/** Show and hide what is typed into a password field. */
function revealPasswords() {
  for (const button of document.querySelectorAll('[data-reveal]')) {
    const input = document.getElementById(button.dataset.reveal)
    if (!input) continue
    button.hidden = false
    button.addEventListener('click', () => {
      const shown = input.type === 'password'
      input.type = shown ? 'text' : 'password'
      button.textContent = shown ? button.dataset.hide : button.dataset.show
      button.setAttribute('aria-pressed', String(shown))
    })
    // A password leaves the page as a password, so that the browser offers to keep it and nothing else does.
    input.form?.addEventListener('submit', () => {
      input.type = 'password'
    })
  }
}

/** A second click on a button that is already sending looks pressed and sends nothing. */
function sendOnce() {
  const release = (form) => {
    delete form.dataset.sending
    for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled')
  }
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.method !== 'post' || event.defaultPrevented) return
    if (form.dataset.sending) return event.preventDefault()
    form.dataset.sending = 'yes'
    event.submitter?.setAttribute('aria-disabled', 'true')
    // A stopped or lost request must not leave a dead button; the server knows a repeated form by its key.
    setTimeout(release, 8000, form)
  })
  // Back in the browser brings the page as it was left: ready to send again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('[data-sending]')) release(form)
  })
}

/** A form with `data-confirm` asks first. Acts that destroy have a page of their own that asks. */
function confirmFirst() {
  document.addEventListener(
    'submit',
    (event) => {
      const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm
      if (question && !window.confirm(question)) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    { capture: true },
  )
}

/** Menus close with Escape and with a click beside them. */
function closeMenus() {
  const open = () => document.querySelectorAll('details[data-closes][open]')
  document.addEventListener('click', (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    for (const menu of open()) {
      menu.open = false
      menu.querySelector('summary')?.focus()
    }
  })
}

/** Colours change at once, and the cookie is written behind. */
function switchTheme() {
  for (const form of document.querySelectorAll('form[action="/theme"]')) {
    form.addEventListener('submit', (event) => {
      const theme = event.submitter?.value
      if (!theme) return
      event.preventDefault()
      document.documentElement.dataset.bsTheme = theme
      for (const button of document.querySelectorAll('form[action="/theme"] button')) {
        button.setAttribute('aria-pressed', String(button.value === theme))
      }
      fetch('/theme', { method: 'POST', body: new URLSearchParams({ theme, next: '/' }), redirect: 'manual' })
    })
  }
}

/** A button that prints the page, where there is a script to press it. */
function printPages() {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}

focusErrorSummary()
revealPasswords()
switchTheme()
confirmFirst()
sendOnce()
closeMenus()
printPages()
