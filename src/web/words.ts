import i18next from 'i18next'
import type { Values } from '../shared/errors.js'

/** Turns an English sentence into the reader's language; `{{name}}` is filled from `values`. */
export type T = (sentence: string, values?: Values) => string

const words = i18next.createInstance()
words.init({
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: {} } },
})

export function translator(language: string): T {
  const translate = words.getFixedT(language)
  const known = new Map<string, string>()
  // A page has hundreds of sentences, and looking them up would cost more than all else in it.
  return (sentence, values) => {
    // How many there are may decide on the words.
    if (values && 'count' in values) return translate(sentence, { ...values })
    const said = known.get(sentence) ?? translate(sentence, { skipInterpolation: true })
    if (known.size < MOST_KNOWN) known.set(sentence, said)
    return values ? said.replace(/\{\{(\w+)\}\}/g, (_all, name) => String(values[name] ?? '')) : said
  }
}

/** More than the house has sentences: what is typed by people does not fill the memory. */
const MOST_KNOWN = 20_000

/** English, for the terminal, the log and rules that have no reader. */
export const english = translator('en')
