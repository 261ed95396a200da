// The screen in the hall: a call that was not there before moves, and sounds once somebody has switched the sound on.
// Without this file new calls have their colour all the same.

const NEW_FOR = 60_000
const calls = () => [...document.querySelectorAll('[data-call]')]
const known = new Set(calls().map((call) => call.dataset.call))
let sound = null

/** Two tones, made here: no file to load, nothing to miss. */
function chime() {
  if (!sound) return
  for (const [start, pitch] of [
    [0, 784],
    [0.28, 1047],
  ]) {
    const tone = sound.createOscillator()
    const loudness = sound.createGain()
    const at = sound.currentTime + start
    tone.frequency.value = pitch
    loudness.gain.setValueAtTime(0.0001, at)
    loudness.gain.exponentialRampToValueAtTime(0.5, at + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.7)
    tone.connect(loudness).connect(sound.destination)
    tone.start(at)
    tone.stop(at + 0.75)
  }
}

/** Called for the first time, or again. */
function look() {
  const fresh = calls().filter((call) => !known.has(call.dataset.call))
  for (const call of fresh) {
    known.add(call.dataset.call)
    call.classList.add('ww-screen-loud')
    growOld(call)
  }
  if (fresh.length > 0) chime()
}

const growOld = (call) => setTimeout(() => call.classList.remove('ww-screen-loud', 'ww-screen-new'), NEW_FOR)
for (const call of calls()) growOld(call)

// What is put in place may be the same element with another call in it.
new MutationObserver(look).observe(document.getElementById('main'), {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ['data-call'],
})

const button = document.querySelector('[data-sound]')
button.hidden = false
// Browsers let a page sound only after a click.
button.addEventListener('click', async () => {
  sound ??= new AudioContext()
  await sound.resume()
  button.textContent = button.dataset.on
  button.setAttribute('aria-pressed', 'true')
  chime()
})
