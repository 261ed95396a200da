// Shows how far a file has come, and keeps it chosen where its form is refused. Without this file the form is sent as
// any other.

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || !form.matches('form[data-upload]')) return
  const bar = form.querySelector('[data-upload-progress]')
  if (!bar || !fileInputs(form).some((input) => input.files.length > 0)) return
  event.preventDefault()
  sendWithProgress(form, new FormData(form, event.submitter), bar)
})

const fileInputs = (form) => [...form.querySelectorAll('input[type="file"]')]

function sendWithProgress(form, body, bar) {
  const [progress, status] = [bar.querySelector('progress'), bar.querySelector('[role="status"]')]
  const request = new XMLHttpRequest()
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    const percent = total > 0 ? Math.round((100 * loaded) / total) : 0
    progress.value = percent
    status.textContent = percent < 100 ? `${percent} %` : bar.dataset.sent
  })
  request.addEventListener('load', () => uploadAnswered(form, request))
  request.addEventListener('error', () => {
    progress.hidden = true
    status.textContent = bar.dataset.failed
    delete form.dataset.sending
    for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled')
  })
  bar.hidden = false
  progress.hidden = false
  request.open('POST', form.action)
  request.setRequestHeader('X-Background', 'upload')
  request.send(body)
}

/** Goes on to the next page, or shows the answer in place of this one: the form with what is wrong with it. */
function uploadAnswered(form, request) {
  const next = request.getResponseHeader('X-Go-On')
  if (next) return location.assign(next)
  const elsewhere = new URL(request.responseURL).pathname !== new URL(form.action).pathname
  if (elsewhere) return location.assign(request.responseURL)
  const answer = new DOMParser().parseFromString(request.responseText, 'text/html')
  const [here, main] = [document.querySelector('main'), answer.querySelector('main')]
  if (!here || !main) return location.reload()
  const before = fileInputs(form)
  here.replaceWith(main)
  document.title = answer.title
  for (const input of fileInputs(main)) {
    const chosen = before.find(({ id }) => id === input.id)
    if (chosen && input.getAttribute('aria-invalid') !== 'true') input.files = chosen.files
  }
  window.scrollTo(0, 0)
  main.querySelector('[data-error-summary]')?.focus()
}
