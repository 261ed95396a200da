import type pg from 'pg'
import { sqlState } from './errors.js'

/** The role that the application acts as: it reads and writes rows, and has no say over tables or roles. */
export const applicationRole = 'wardwell_app'

/**
 * Makes sure that the application's role exists and that the owner may act for it, before any migration grants it
 * something. `owner` is the connection that migrates; it may lack the right to make roles.
 */
export async function ensureRoles(owner: pg.ClientBase): Promise<void> {
  await tolerant(owner, `CREATE ROLE ${applicationRole} NOLOGIN`, async () => !(await roleExists(owner)))
  await tolerant(owner, `GRANT ${applicationRole} TO CURRENT_USER`, async () => !(await mayActAsRole(owner)))
}

export class RolesMissing extends Error {
  override name = 'RolesMissing'
}

/** Two processes may do this at the same moment: what the other one has just done is not an error. */
async function tolerant(owner: pg.ClientBase, sql: string, needed: () => Promise<boolean>) {
  if (!(await needed())) return
  try {
    await owner.query(sql)
  } catch (error) {
    if (!(await needed())) return
    if (sqlState(error) === insufficientPrivilege)
      throw new RolesMissing(await instructions(owner), { cause: error })
    throw error
  }
}

const insufficientPrivilege = '42501'

async function roleExists(owner: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [applicationRole])
  return rowCount === 1
}

/** Whether `SET ROLE` would be allowed. From PostgreSQL 16 on that is a right of its own. */
async function mayActAsRole(owner: pg.ClientBase): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean }>(
    `SELECT pg_has_role(current_user, $1,
       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS may`,
    [applicationRole],
  )
  return rows[0]?.may ?? false
}

async function instructions(owner: pg.ClientBase): Promise<string> {
  const { rows } = await owner.query<{ name: string }>('SELECT quote_ident(current_user) AS name')
  return [
    `The database login may not create the role ${applicationRole}. Run this once as a superuser, then start again:`,
    `  CREATE ROLE ${applicationRole} NOLOGIN;`,
    `  GRANT ${applicationRole} TO ${rows[0]?.name};`,
  ].join('\n')
}
