import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db, pool, transaction } from '../../src/db/client.js'
import { constraintSentences } from '../../src/db/constraint-sentences.js'
import { asRefusal, isConflict, isUnavailable, sqlState, violatedConstraint } from '../../src/db/errors.js'
import { NotFound, Refusal } from '../../src/shared/errors.js'
import { asOwner, useDatabase } from '../support/database.js'

const database = useDatabase()

beforeAll(() =>
  asOwner(database, async (owner) => {
    await owner.query('CREATE EXTENSION IF NOT EXISTS btree_gist')
    await owner.query(`
      CREATE TABLE cot (
        id int CONSTRAINT cot_number PRIMARY KEY,
        patient text CONSTRAINT cot_patient_once UNIQUE,
        during int4range,
        small smallint,
        beside int CONSTRAINT cot_beside_exists REFERENCES cot DEFERRABLE INITIALLY IMMEDIATE,
        CONSTRAINT cot_not_negative CHECK (id >= 0),
        CONSTRAINT cot_free EXCLUDE USING gist (patient WITH =, during WITH &&)
      );
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.small = 13 THEN
          RAISE EXCEPTION 'no cot has this number' USING ERRCODE = '23514', CONSTRAINT = 'cot_small_allowed';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER cot_small AFTER INSERT ON cot DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse();
      ALTER TABLE cot DROP CONSTRAINT cot_patient_once;
      ALTER TABLE cot ADD CONSTRAINT cot_beside_once UNIQUE (beside)`)
  }),
)
beforeEach(async () => {
  await pool.query('DELETE FROM cot')
  await pool.query("INSERT INTO cot (id, patient, during, beside) VALUES (1, 'Asha Rao', '[1,5)', 1)")
})

const violations: [string, string][] = [
  ['cot_number', "INSERT INTO cot (id, patient) VALUES (1, 'Asha Rao')"],
  ['cot_beside_once', "INSERT INTO cot (id, patient, beside) VALUES (2, 'Asha Rao', 1)"],
  ['cot_not_negative', "INSERT INTO cot (id, patient) VALUES (-1, 'Asha Rao')"],
  ['cot_free', "INSERT INTO cot (id, patient, during) VALUES (2, 'Asha Rao', '[3,9)')"],
  ['cot_beside_exists', "INSERT INTO cot (id, patient, beside) VALUES (2, 'Asha Rao', 99)"],
  ['cot_small_allowed', "INSERT INTO cot (id, patient, small) VALUES (2, 'Asha Rao', 13)"],
]

describe.each(violations)('breaking %s', (constraint, sql) => {
  const ways: [string, () => Promise<unknown>][] = [
    ['Prisma', () => db.$executeRawUnsafe(sql)],
    ['a transaction of Prisma', () => transaction((tx) => tx.$executeRawUnsafe(sql))],
    ['the pool', () => pool.query(sql)],
  ]
  afterAll(() => {
    delete constraintSentences[constraint]
  })

  test.each(ways)('through %s becomes its sentence beside its field', async (_way, work) => {
    const error = await work().catch((thrown: unknown) => thrown)
    expect(violatedConstraint(error)).toBe(constraint)
    expect(isUnavailable(error)).toBe(false)
    expect(isConflict(error)).toBe(false)
    constraintSentences[constraint] = { text: 'This cot was just taken.', field: 'cot' }
    const refusal = asRefusal(error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal).toMatchObject({ message: 'This cot was just taken.', field: 'cot' })
  })

  test.each(ways)('through %s keeps no word of the row: G-O4', async (_way, work) => {
    const error = await work().catch((thrown: unknown) => thrown)
    expect(inspect(asRefusal(error), { depth: 20, showHidden: true })).not.toMatch(/Asha|Rao/)
  })
})

test('a unique index of the schema is known by its name', async () => {
  const data = { name: 'Cardiology', slug: 'cardiology' }
  await db.specialisation.create({ data })
  const error = await db.specialisation.create({ data }).catch((thrown: unknown) => thrown)
  expect(violatedConstraint(error)).toBe('specialisation_name_key')
})

test('what refers to a record that was removed meanwhile, by a rule without a sentence of its own, is refused', async () => {
  const nobody = '01934b2a-0000-7000-8000-000000000000'
  const ways = [
    () => db.$executeRaw`INSERT INTO cot (id, beside) VALUES (2, 99)`,
    () => transaction((tx) => tx.$executeRaw`INSERT INTO cot (id, beside) VALUES (2, 99)`),
    () => db.clinicalNote.create({ data: { patientId: nobody, doctorId: nobody, text: 'Seen.' } }),
  ]
  for (const work of ways)
    expect(asRefusal(await work().catch((thrown: unknown) => thrown))).toMatchObject({
      name: 'Refusal',
      message: 'A record that this refers to was removed meanwhile. Open the page again.',
    })
})

test('a record that is not there is not found', async () => {
  const id = '01934b2a-0000-7000-8000-000000000000'
  for (const work of [
    db.account.findUniqueOrThrow({ where: { id } }),
    db.account.update({ where: { id }, data: { name: 'Nobody' } }),
    db.account.delete({ where: { id } }),
  ])
    expect(asRefusal(await work.catch((thrown: unknown) => thrown))).toBeInstanceOf(NotFound)
})

test('a number out of range and a NUL character are refused with a sentence', async () => {
  const tooLarge = await db.$executeRaw`UPDATE cot SET small = ${70_000}::int`.catch(
    (thrown: unknown) => thrown,
  )
  expect(asRefusal(tooLarge)).toMatchObject({ name: 'Refusal', message: 'A number is too large.' })
  const ways: (() => Promise<unknown>)[] = [
    () => db.account.findFirst({ where: { name: 'Asha\0' } }),
    () => db.$queryRaw`SELECT ${'Asha\0'}::text`,
    () => pool.query('SELECT $1::text', ['Asha\0']),
  ]
  for (const work of ways)
    expect(asRefusal(await work().catch((thrown: unknown) => thrown))).toMatchObject({
      name: 'Refusal',
      message: 'A text has characters that cannot be stored.',
    })
})

test('G-O4 a question put wrongly to Prisma is named without the values in it', async () => {
  const name = { nonsense: 'Asha Rao' } as unknown as string
  const error = await db.account.findFirst({ where: { name } }).catch((thrown: unknown) => thrown)
  expect(inspect(error)).toContain('Asha')
  expect(asRefusal(error).message).toMatch(/nonsense/)
  expect(inspect(asRefusal(error), { showHidden: true })).not.toContain('Asha')
  expect(asRefusal(error).stack).toMatch(/errors\.test\.ts/)
})

test('anything else passes as it was', async () => {
  const error = new Error('a bug')
  expect(asRefusal(error)).toBe(error)
  const syntax = await pool.query('SELEKT').catch((thrown: unknown) => thrown)
  expect(asRefusal(syntax)).toBe(syntax)
  for (const odd of [null, undefined, 'text', 7, { code: 23505 }, { meta: null, cause: 'x' }]) {
    expect(violatedConstraint(odd)).toBeNull()
    expect(isUnavailable(odd)).toBe(false)
    expect(asRefusal(odd)).toBeInstanceOf(Error)
  }
  const circle: Error & { cause?: unknown } = new Error('round')
  circle.cause = circle
  expect(sqlState(circle)).toBeUndefined()
})

test.each([
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '53100',
  '53300',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'P1001',
  'P2028',
])('%s means that the database is away', (code) => {
  expect(isUnavailable(Object.assign(new Error(), { code }))).toBe(true)
  expect(isUnavailable(new Error('failed', { cause: Object.assign(new Error(), { code }) }))).toBe(true)
})
