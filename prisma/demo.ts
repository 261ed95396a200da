import { demoPassword } from '../src/accounts/demo-people.js'
import { hashPassword } from '../src/accounts/password-hash.js'
import { config } from '../src/config.js'
import { db, type Tx, transaction } from '../src/db/client.js'
import { raiseAlerts } from './demo/alerts.js'
import { waitForBeds } from './demo/bed-requests.js'
import { tellOfPayments } from './demo/claims.js'
import { correspond } from './demo/correspondence.js'
import { demoHospital } from './demo/data/hospital.js'
import { fileDocuments } from './demo/documents.js'
import { drawFiles, dropFiles, insertDocuments } from './demo/drawn-files.js'
import { careAtHome } from './demo/home.js'
import { reportFromHome } from './demo/home-reports.js'
import type { Setting } from './demo/house.js'
import { openHouse } from './demo/open-house.js'
import { orderTests } from './demo/orders.js'
import { takePayments } from './demo/payments.js'
import { listInfections } from './demo/problems.js'
import { reportDaily } from './demo/reports.js'
import { insertRows, type Rows } from './demo/rows.js'
import { workOutScores } from './demo/scores.js'
import { bringServices } from './demo/services.js'
import { signOneOff } from './demo/signing-off.js'
import { careInBeds } from './demo/stays.js'
import { receiveVisits } from './demo/visits.js'

/**
 * Fills an empty hospital with people, beds and a few weeks of work: the same at every first start, told from
 * `now` backwards. Does nothing where anybody has an account. All of it is one transaction: a start that is
 * killed halfway leaves an empty hospital, which the next start fills.
 */
export async function seedDemo(now: Date): Promise<void> {
  if (await hasAccounts(db)) return
  const passwordHash = await hashPassword(demoPassword)
  const { zone, currency, baseUrl: origin } = config
  const rows = demoRows({ now, zone, currency, origin, hospital: demoHospital, passwordHash })
  const documents = await drawFiles(rows.documents, demoHospital.name)
  const kept: string[] = []
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('statement_timeout', ${`${LONGEST}ms`}, TRUE)`
    // Two processes that start together on the same files: the second waits, and finds the work done.
    await tx.$queryRaw`SELECT 1 FROM "hospital_settings" WHERE "id" = 1 FOR UPDATE`
    if (await hasAccounts(tx)) return
    await tx.hospitalSettings.update({
      where: { id: 1 },
      data: { ...demoHospital, version: { increment: 1 } },
    })
    await insertRows(tx, rows, now)
    await insertDocuments(tx, documents, (fileId) => kept.push(fileId))
  }, LONGEST).catch(async (error) => {
    await dropFiles(kept)
    throw error
  })
}

/** On a slow machine that does much else at the first start. */
const LONGEST = 120_000

/** Everything that there is, of nothing but the setting: twice the same setting makes twice the same rows. */
export function demoRows(setting: Setting): Rows {
  const house = openHouse(setting)
  careInBeds(house)
  careAtHome(house)
  signOneOff(house)
  listInfections(house)
  receiveVisits(house)
  orderTests(house)
  correspond(house)
  fileDocuments(house)
  reportDaily(house)
  reportFromHome(house)
  raiseAlerts(house)
  waitForBeds(house)
  bringServices(house)
  takePayments(house)
  tellOfPayments(house)
  workOutScores(house)
  return house.rows
}

async function hasAccounts(tx: Tx): Promise<boolean> {
  return (await tx.account.findFirst({ select: { id: true } })) !== null
}
