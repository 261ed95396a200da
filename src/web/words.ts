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
  return (sentence, values) => translate(sentence, { ...values })
}

/** English, for the terminal, the log and rules that have no reader. */
export const english = translator('en')
