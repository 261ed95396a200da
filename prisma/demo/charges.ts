import type { Tx } from '../../src/db/client.js'
import { identify } from './chance.js'

/**
 * What oxygen and a ventilator cost, what was handed out of the prescriptions, and the charges of the work that was done
 * and stands on no invoice: as the commands of the application would have noted them. Read off the database, for the
 * catalogues have the prices.
 */
export async function chargeWork(tx: Tx, now: Date): Promise<void> {
  await tx.supportRate.createMany({
    data: [
      { support: 'OXYGEN', fromDay: LONG_AGO, dailyRateMinor: 1_250_00n },
      { support: 'VENTILATOR', fromDay: LONG_AGO, dailyRateMinor: 8_500_00n },
    ],
  })
  await chargeVisits(tx, before(now, 2))
  await chargeOrders(tx)
  await handOut(tx, { since: before(now, 7), until: before(now, 1) })
}

const LONG_AGO = new Date('2020-04-01')
const before = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** Consultations of the last days; the desk had billed the others. */
async function chargeVisits(tx: Tx, since: Date): Promise<void> {
  const visits = await tx.appointment.findMany({
    where: { status: 'COMPLETED', startsAt: { gte: since }, doctor: { consultationFeeMinor: { gt: 0 } } },
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, patientId: true, startsAt: true },
      patient: { select: { admissions: { select: { id: true, admittedAt: true, dischargedAt: true } } } },
      doctor: {
        select: {
          consultationFeeMinor: true,
          account: { select: { id: true, name: true } },
          specialisation: { select: { name: true } },
        },
      },
    },
  })
  await tx.charge.createMany({
    data: visits.map(({ id, patientId, startsAt, patient, doctor: { account, ...doctor } }) => ({
      ...{ id: identify('charge', id, startsAt), patientId, kind: 'DOCTOR' as const },
      admissionId:
        patient.admissions.find((stay) => stay.admittedAt <= startsAt && stay.dischargedAt === null)?.id ??
        null,
      ...{ sourceType: 'appointment', sourceId: id, occurredAt: startsAt, createdById: account.id },
      description: `Consultation with ${account.name}, ${doctor.specialisation.name}`,
      unitPriceMinor: doctor.consultationFeeMinor,
    })),
  })
}

/** Tests and treatments; those of stays that have ended stand on their invoices. */
async function chargeOrders(tx: Tx): Promise<void> {
  const orders = await tx.clinicalOrder.findMany({
    where: {
      ...{ status: 'COMPLETED', completedAt: { not: null }, item: { priceMinor: { gt: 0 } } },
      OR: [{ admissionId: null }, { admission: { dischargedAt: null } }],
    },
    orderBy: { number: 'asc' },
    select: {
      ...{ id: true, patientId: true, admissionId: true, kind: true, completedAt: true, orderedById: true },
      item: { select: { name: true, priceMinor: true } },
    },
  })
  await tx.charge.createMany({
    data: orders.flatMap(({ id, completedAt, orderedById, item, ...order }) =>
      completedAt
        ? [
            {
              ...{ id: identify('charge', id, completedAt), ...order, description: item.name },
              ...{ sourceType: 'clinical_order', sourceId: id, unitPriceMinor: item.priceMinor },
              ...{ occurredAt: completedAt, createdById: orderedById },
            },
          ]
        : [],
    ),
  })
}

/** All that was prescribed for those in bed, and to others these days, but the newest: that waits at the desk. */
async function handOut(tx: Tx, { since, until }: { since: Date; until: Date }): Promise<void> {
  const [desk] = await tx.account.findMany({
    where: { role: 'RECEPTIONIST' },
    orderBy: { id: 'asc' },
    take: 1,
    select: { id: true },
  })
  const items = await tx.prescriptionItem.findMany({
    where: {
      ...{ stoppedAt: null, quantity: { not: null }, product: { priceMinor: { gt: 0 } } },
      prescription: {
        ...{ status: 'ACTIVE', createdAt: { lt: until } },
        OR: [{ admissionId: null, createdAt: { gte: since } }, { admission: { dischargedAt: null } }],
      },
    },
    orderBy: [{ prescription: { number: 'asc' } }, { position: 'asc' }],
    select: {
      ...{ id: true, medicine: true, quantity: true },
      product: { select: { priceMinor: true } },
      prescription: { select: { patientId: true, admissionId: true, createdAt: true } },
    },
  })
  const handed = items.flatMap(({ id: itemId, medicine, quantity, product, prescription }) => {
    const { patientId, admissionId, createdAt } = prescription
    const at = new Date(createdAt.getTime() + 40 * 60_000)
    const id = identify('dispense', itemId, at)
    return desk && quantity && product
      ? [{ id, itemId, medicine, quantity, product, patientId, admissionId, at, by: desk.id }]
      : []
  })
  await tx.dispense.createMany({
    data: handed.map(({ id, itemId, quantity, patientId, at, by }) => ({
      ...{ id, itemId, quantity, patientId, dispensedAt: at, dispensedById: by },
      batch: `B${itemId.slice(-4).toUpperCase()}`,
    })),
  })
  await tx.charge.createMany({
    data: handed.map(({ id, medicine, quantity, product, patientId, admissionId, at, by }) => ({
      ...{ id: identify('charge', id, at), patientId, admissionId, kind: 'MEDICINE' as const, quantity },
      ...{ sourceType: 'dispense', sourceId: id, description: medicine },
      ...{ unitPriceMinor: product.priceMinor, occurredAt: at, createdById: by },
    })),
  })
}
