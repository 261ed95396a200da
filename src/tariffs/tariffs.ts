import type { Actor } from '../access/actor.js'
import { authorize } from '../access/policy.js'
import { audit } from '../audit/commands.js'
import { config } from '../config.js'
import { type Tx, transaction } from '../db/client.js'
import { once } from '../db/once.js'
import type { Prisma } from '../generated/prisma/client.js'
import { type Day, dayFromColumn, dayIn, dayToColumn } from '../shared/calendar.js'
import { NotFound, Refusal } from '../shared/errors.js'
import type { NewSupportRate, NewTaxRate, NewYearStart, Removal } from './forms.js'

/**
 * The tax on one kind of line, from a day on. Invoices of before keep theirs. Set again for the same day, it takes the
 * place of what was set; so do the other two.
 */
export function setTaxRate(actor: Actor, form: NewTaxRate, now: Date): Promise<{ kind: string }> {
  authorize(actor, 'settings.edit')
  return once(actor.id, 'tariffs.set-tax', form, async (tx) => {
    const { taxKind: kind, taxPercent: basisPoints } = form
    const fromDay = notPast(form.taxFrom, 'taxFrom', now)
    const set = { basisPoints, setById: actor.id, setAt: now }
    await tx.taxRate.upsert({
      where: { kind_fromDay: { kind, fromDay } },
      create: { kind, fromDay, ...set },
      update: set,
    })
    await tell(tx, actor, { tax: kind, basisPoints, from: form.taxFrom })
    return { kind }
  })
}

/** What a day of oxygen or of a ventilator costs, from a day on. */
export function setSupportRate(actor: Actor, form: NewSupportRate, now: Date): Promise<{ support: string }> {
  authorize(actor, 'settings.edit')
  return once(actor.id, 'tariffs.set-support', form, async (tx) => {
    const { support, supportRate: dailyRateMinor } = form
    const fromDay = notPast(form.supportFrom, 'supportFrom', now)
    const set = { dailyRateMinor, setById: actor.id, setAt: now }
    await tx.supportRate.upsert({
      where: { support_fromDay: { support, fromDay } },
      create: { support, fromDay, ...set },
      update: set,
    })
    await tell(tx, actor, { support, dailyRateMinor: String(dailyRateMinor), from: form.supportFrom })
    return { support }
  })
}

/** In which month the financial year begins, from a day on. What is numbered until then keeps its number. */
export function setYearStart(actor: Actor, form: NewYearStart, now: Date): Promise<{ month: number }> {
  authorize(actor, 'settings.edit')
  return once(actor.id, 'tariffs.set-year', form, async (tx) => {
    const { yearMonth: month } = form
    const fromDay = notPast(form.yearFrom, 'yearFrom', now)
    const set = { month, setById: actor.id, setAt: now }
    await tx.financialYearStart.upsert({
      where: { fromDay },
      create: { fromDay, ...set },
      update: set,
    })
    await tell(tx, actor, { financialYear: month, from: form.yearFrom })
    return { month }
  })
}

/** Takes back what does not hold yet; `of` is the kind of line or of support that it is for. */
export function takeBack(actor: Actor, { tariff, of, from }: Removal, now: Date): Promise<void> {
  authorize(actor, 'settings.edit')
  return transaction(async (tx) => {
    if (from <= dayIn(now, config.zone)) throw new Refusal('This holds already, so it stays. Set another.')
    const day = dayToColumn(from)
    const count =
      tariff === 'tax'
        ? await tx.$executeRaw`DELETE FROM tax_rate WHERE kind::text = ${of} AND from_day = ${day}::date`
        : tariff === 'support'
          ? await tx.$executeRaw`DELETE FROM support_rate WHERE support::text = ${of} AND from_day = ${day}::date`
          : await tx.$executeRaw`DELETE FROM financial_year_start WHERE from_day = ${day}::date`
    if (count === 0) throw new NotFound()
    await tell(tx, actor, { tariff, of, takenBackFrom: dayFromColumn(day) })
  })
}

function notPast(day: Day, field: string, now: Date): Date {
  if (day < dayIn(now, config.zone))
    throw new Refusal('It holds from today or later: what is billed already stays as it is.', { field })
  return dayToColumn(day)
}

const tell = (tx: Tx, actor: Actor, billing: Prisma.InputJsonObject) =>
  audit(tx, actor, 'settings.edit', { type: 'settings', details: { billing } })
