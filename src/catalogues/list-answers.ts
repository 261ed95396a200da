import type { Request, Response } from 'express'
import { config } from '../config.js'
import type { CatalogueKind } from '../generated/prisma/enums.js'
import { dayIn } from '../shared/calendar.js'
import { isUuid, query } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import { addresses, asked, tooShort } from './list-addresses.js'
import { type ListFilter, listItems, listMedicines } from './list-queries.js'
import { kindPaths } from './list-rules.js'
import { type EntryRow, entriesPage } from './pages.js'
import type { ItemChoice, MedicineChoice } from './queries.js'
import { releaseInForce } from './release-queries.js'
import { standingOf } from './standing-rules.js'

/** A page of the tests, the treatments or the medicines. */
export async function showEntries(
  req: Request,
  res: Response,
  kind: Exclude<CatalogueKind, 'SAFETY_RULES'>,
): Promise<void> {
  const { q, show, after, before } = query(req, asked)
  const { t } = res.locals
  const filter = { q, active: show === 'active', after: idOf(after), before: idOf(before) }
  const [release, found] = await Promise.all([releaseInForce(kind), entriesOf(req, res, kind, filter)])
  const address = addresses(req, { ...(q && { q }), ...(show === 'inactive' && { show }) })
  const tab = (name: 'active' | 'inactive', label: string) => ({
    label,
    href: addresses(req, { ...(q && { q }), ...(name === 'inactive' && { show: name }) })({}),
    current: show === name,
  })
  entriesPage(res, {
    kind,
    path: kindPaths[kind],
    release,
    standing: standingOf(release, dayIn(new Date(), config.zone)),
    q,
    tooShort: tooShort(q),
    tabs: [tab('active', t('In force')), tab('inactive', t('No longer in the list'))],
    keep: show === 'inactive' ? { show } : {},
    heads: heads[kind].map((head) => t(head)),
    rows: found.rows,
    newer: found.newer && found.first ? address({ before: found.first }) : null,
    older: found.older && found.last ? address({ after: found.last }) : null,
  })
}

async function entriesOf(
  req: Request,
  res: Response,
  kind: Exclude<CatalogueKind, 'SAFETY_RULES'>,
  filter: ListFilter,
) {
  const { format } = res.locals
  if (kind === 'MEDICINES') {
    const { rows, ...edges } = await listMedicines(actor(req), filter)
    return { ...edges, ...ends(rows), rows: rows.map((row) => medicineRow(row, format.money)) }
  }
  const { rows, ...edges } = await listItems(actor(req), kind === 'TESTS' ? 'TEST' : 'TREATMENT', filter)
  const base = `${res.locals.base}/catalogues/tests`
  return { ...edges, ...ends(rows), rows: rows.map((row) => itemRow(row, base, format.money)) }
}

const ends = (rows: { id: string }[]) => ({ first: rows[0]?.id, last: rows.at(-1)?.id })

const itemRow = (item: ItemChoice, base: string, money: (minor: bigint) => string): EntryRow => ({
  name: item.name,
  href: item.kind === 'TEST' ? `${base}/${item.id}/parameters` : null,
  about: item.code,
  cells:
    item.kind === 'TEST'
      ? [item.category, item.specimen, money(item.priceMinor)]
      : [item.category, item.preparation, money(item.priceMinor)],
})

const medicineRow = (medicine: MedicineChoice, money: (minor: bigint) => string): EntryRow => ({
  name: `${medicine.name} ${medicine.strength}`,
  href: null,
  about: `${medicine.code} · ${medicine.form}`,
  cells: [
    medicine.route,
    medicine.ingredients
      .map(({ code, amountMg }) => (amountMg === null ? code : `${code} ${amountMg} mg`))
      .join(', '),
    `${money(medicine.priceMinor)} / ${medicine.unit}`,
  ],
})

const heads = {
  TESTS: ['Name', 'Category', 'Specimen', 'Price'],
  TREATMENTS: ['Name', 'Category', 'How to prepare', 'Price'],
  MEDICINES: ['Name', 'Route', 'One unit holds', 'Price'],
} as const

const idOf = (text: string | null) => (text !== null && isUuid(text) ? text : null)
