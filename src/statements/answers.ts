import type { Request, Response } from 'express'
import { z } from 'zod'
import { auditRead } from '../audit/reading.js'
import { config } from '../config.js'
import { db } from '../db/client.js'
import { bannerOf } from '../patients/banner-pages.js'
import { findPatient } from '../patients/queries.js'
import { addDays, dayIn } from '../shared/calendar.js'
import { type Form, openForm } from '../web/form.js'
import { query } from '../web/params.js'
import { actor } from '../web/sign-in.js'
import { complaints } from '../web/submit.js'
import { periodForm } from './forms.js'
import { statementPage } from './pages.js'
import { balanceInWords } from './pdf.js'
import { entriesFrom, sumsOf } from './queries.js'
import { entryLabels, entryPlaces, USUAL_DAYS } from './rules.js'

/** Whose account it is, by the address or by who is asking. */
export type Whose = (req: Request) => { id: string; isOwn: boolean }

const PAGE_ROWS = 50
const typedDay = z.string().max(40).nullable().default(null)
const asked = z.object({ from: typedDay, until: typedDay, after: z.coerce.number().int().min(0).default(0) })

/** The patient, by the reach of who is asking; that they look is written down. */
export async function reached(req: Request, whose: Whose) {
  const patient = await findPatient(actor(req), whose(req).id, new Date())
  await auditRead(actor(req), 'statement.view', patient.id, { type: 'statement' })
  const { address } = await db.patient.findUniqueOrThrow({
    where: { id: patient.id },
    select: { address: true },
  })
  return { ...patient, address }
}

/** The days in the address; without any, the last year. What is no day, or out of order, is told beside it: 422. */
export function periodOf(req: Request, res: Response, now: Date) {
  const today = dayIn(now, config.zone)
  const { from, until, after } = query(req, asked)
  const typed = { from: from ?? addDays(today, -USUAL_DAYS), until: until ?? today }
  const read = periodForm(today).safeParse(typed)
  const form = { ...openForm(req), values: typed }
  if (read.success) return { period: read.data, form, after }
  res.status(422)
  return { period: null, form: { ...form, ...complaints(read.error, res.locals.t) }, after }
}

export async function showStatement(req: Request, res: Response, whose: Whose, sent?: Form) {
  const { t, base, format } = res.locals
  const now = new Date()
  const patient = await reached(req, whose)
  const { period, form, after } = periodOf(req, res, now)
  const address = req.baseUrl
  statementPage(res, {
    address,
    patient: whose(req).isOwn
      ? null
      : { id: patient.id, name: patient.name, banner: bannerOf(patient, t, base) },
    form: sent ?? form,
    shown: period && !sent ? await shownPeriod({ ...period, patientId: patient.id, asOf: now }) : null,
  })

  async function shownPeriod(wanted: Parameters<typeof sumsOf>[1]) {
    const [sums, found] = await Promise.all([
      sumsOf(db, wanted),
      entriesFrom(db, wanted, after, PAGE_ROWS + 1),
    ])
    const entries = found.slice(0, PAGE_ROWS)
    const days = new URLSearchParams({ from: wanted.from, until: wanted.until })
    const balance = (minor: bigint) => balanceInWords(minor, format.money, t)
    return {
      days: { from: wanted.from, until: wanted.until },
      opening: balance(sums.openingMinor),
      asked: format.money(sums.askedMinor),
      paid: format.money(sums.paidMinor),
      closing: balance(sums.closingMinor),
      rows: entries.map(({ kind, id, number, at, minor, balanceMinor }) => ({
        ...{ at, what: t(entryLabels[kind]), number, href: `${base}/${entryPlaces[kind]}/${id}` },
        asked: minor > 0n ? format.money(minor) : '',
        paid: minor < 0n ? format.money(-minor) : '',
        balance: balance(balanceMinor),
      })),
      newer: after > 0 ? `${address}?${days}` : null,
      older: found.length > PAGE_ROWS ? `${address}?${days}&after=${entries.at(-1)?.place}` : null,
      csv: `${address}/csv?${days}`,
    }
  }
}
