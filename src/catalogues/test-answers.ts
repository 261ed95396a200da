import type { Request, Response } from 'express'
import { idParam } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import type { T } from '../web/words.js'
import { findTest } from './list-queries.js'
import { testPage } from './pages.js'
import { forWhom, parameterAbout } from './parameter-pages.js'
import { parametersOf } from './parameter-queries.js'

/** A test with what it gives. */
export async function showTest(req: Request, res: Response): Promise<void> {
  const { t, format } = res.locals
  const test = await findTest(actor(req), idParam(req))
  const parameters = (await parametersOf([test.id])).get(test.id) ?? []
  testPage(res, {
    test,
    details: [
      { label: t('Code'), value: test.code },
      { label: t('Category'), value: test.category },
      { label: t('Specimen'), value: test.specimen },
      { label: t('How to prepare'), value: test.preparation },
      { label: t('Price'), value: format.money(test.priceMinor) },
      {
        label: t('Usually ready after'),
        value: readyAfter(test.turnaroundHours, t),
      },
    ],
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      about: `${parameter.code} · ${parameterAbout(parameter, t)}`,
      ranges: parameter.ranges.map((range) => ({ ...range, forWhom: forWhom(range, t) })),
    })),
  })
}

function readyAfter(hours: number | null, t: T): string | null {
  if (hours === null) return null
  if (hours === 0) return t('At once')
  return hours % 24 === 0
    ? t('{{count}} days', { count: hours / 24 })
    : t('{{count}} hours', { count: hours })
}
