import { db } from '../../src/db/client.js'
import { letterhead } from '../support/letterhead.js'

/** An invoice over ₹700 that was to be paid long ago. */
export function overdue(patientId: string, issuedById: string) {
  const amount = { unitPriceMinor: 70_000n, amountMinor: 70_000n }
  return db.invoice.create({
    data: {
      ...letterhead,
      ...{ number: `LATE-${patientId}`, patientId, issuedById, currency: 'INR', totalMinor: 70_000n },
      ...{ issuedAt: new Date('2020-01-01'), dueOn: new Date('2020-01-16') },
      ...{ patientName: 'Ravi Deshmukh', doctors: [], symptoms: [] },
      lines: { create: { position: 1, kind: 'OTHER', description: 'Bandage', quantity: 1, ...amount } },
    },
    select: { id: true, number: true },
  })
}

/** So many payments of one rupee in advance, a minute apart. */
export async function advances(patientId: string, receivedById: string, count: number): Promise<void> {
  await db.payment.createMany({
    data: Array.from({ length: count }, (_, at) => ({
      ...letterhead,
      ...{ number: `ADV-${patientId}-${at}`, patientId, receivedById, currency: 'INR', amountMinor: 100n },
      ...{ method: 'UPI' as const, receivedAt: new Date(Date.now() - at * 60_000), patientName: 'Ravi' },
    })),
  })
}

/** The numbers on top of a page, by their labels. */
export const statsIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    html
      .split('ww-stat-label">')
      .slice(1)
      .map((part) => [
        (/<a[^>]*>([^<]+)/.exec(part.split('</p>')[0] ?? '')?.[1] ?? part.split('</p>')[0] ?? '')
          .replace(/<[^>]+>/g, '')
          .trim(),
        /ww-stat-value">([^<]+)/.exec(part)?.[1] ?? '',
      ]),
  )
