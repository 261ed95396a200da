import type { Request, Response } from 'express'
import { config } from '../config.js'
import { dayIn } from '../shared/calendar.js'
import { query } from '../web/params.js'
import { addresses, asked, tooShort } from './list-addresses.js'
import { PAGE_ROWS } from './list-queries.js'
import { kindPaths } from './list-rules.js'
import { rulesPage } from './pages.js'
import { safetyRules } from './queries.js'
import { pageAt, type RulePart, rowsOf, ruleParts } from './rule-page-rules.js'
import { standingOf } from './standing-rules.js'

/** A page of one part of the safety rules. */
export async function showRules(req: Request, res: Response): Promise<void> {
  const { q, part, after, before } = query(req, asked)
  const { t } = res.locals
  const inForce = await safetyRules()
  const found = inForce ? rowsOf(inForce.rules, part, tooShort(q) ? '' : q) : []
  const { rows, newer, older } = pageAt(found, { after, before }, PAGE_ROWS)
  const [first, last] = [rows[0], rows.at(-1)]
  const address = addresses(req, { ...(q && { q }), part })
  rulesPage(res, {
    kind: 'SAFETY_RULES',
    path: kindPaths.SAFETY_RULES,
    release: inForce,
    standing: standingOf(inForce, dayIn(new Date(), config.zone)),
    q,
    tooShort: tooShort(q),
    tabs: ruleParts.map((each) => ({
      label: t(partLabels[each]),
      href: addresses(req, { part: each })({}),
      current: each === part,
      count: inForce?.rules[each].length ?? 0,
    })),
    keep: { part },
    rows,
    newer: newer && first ? address({ before: first.key }) : null,
    older: older && last ? address({ after: last.key }) : null,
  })
}

const partLabels: Record<RulePart, string> = {
  interactions: 'Interactions',
  ingredients: 'Ingredients and daily doses',
  classes: 'Classes and allergies',
}
