import { expect, test } from 'vitest'
import { sweepAlerts } from '../../src/alerts/chain.js'
import { db } from '../../src/db/client.js'
import { useDatabase } from '../support/database.js'
import { hospitalProcesses } from '../support/hospital-processes.js'
import { createPatient, createPerson } from '../support/people.js'
import { eventually } from '../support/process.js'
import { assign, chainOf, inCharge, minutesAfter, raised, setDeskAddress, toldTo } from './clinic.js'

/** Two processes of one hospital, each with its worker: whatever step is due, either may take it. */
const database = useDatabase()
hospitalProcesses(database, {}, {})

test('G-K16 thirty alerts that nobody answers, with two workers and a sweep: every step is taken once, and told once', {
  timeout: 120_000,
}, async () => {
  const { doctor, deputy, patient } = await inCharge()
  const admin = await createPerson('ADMIN', 'Ann Admin')
  const desk = await createPerson('RECEPTIONIST', 'Rita Desk')
  await setDeskAddress('desk@example.org')
  const longAgo = minutesAfter(new Date(), -60)
  const ids: string[] = []
  for (let n = 0; n < 30; n++) {
    const own = await createPatient({ name: `Patient ${n}` })
    await assign(own.id, doctor)
    ids.push(await raised(n === 0 ? patient.id : own.id, longAgo))
    if (n % 5 === 0) await Promise.all([sweepAlerts(new Date()), sweepAlerts(new Date())])
  }
  await eventually(async () => {
    await sweepAlerts(new Date())
    return (await db.alert.count({ where: { step: 3 } })) === ids.length
  }, 'all steps of all alerts')
  for (const id of ids) {
    expect(await chainOf(id)).toEqual([
      ['ADDRESSEE Dr Own', 'DESK'],
      ['DEPUTY Dr Deputy'],
      ['ADMIN Ann Admin'],
    ])
    for (const { accountId } of [doctor, deputy, admin])
      expect(await toldTo(accountId, id)).toEqual(['IN_APP', 'MAIL'])
    expect(await toldTo(desk.accountId, id)).toEqual(['IN_APP'])
  }
  const mails = await db.message.count({ where: { kind: 'urgent-alert' } })
  // The doctor, the address of the desk, the deputy and the administration, of each.
  expect(mails).toBe(4 * ids.length)
})
