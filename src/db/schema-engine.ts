import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  mockAdapter,
  mockMigrationAwareAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as binding from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/**
 * Prisma's schema engine, compiled to WebAssembly. The Prisma CLI would download a native one at run time; this
 * one comes from the package registry with everything else. It is an internal interface of Prisma: its version
 * goes with the CLI's, and only this file knows how it is loaded.
 *
 * Its own errors do not say what PostgreSQL said about a migration's script: `onScriptError` is told.
 */
export function schemaEngine(
  client: pg.Client,
  onScriptError: (error: unknown) => void,
): Promise<binding.SchemaEngine> {
  return engineOver(through(client, onScriptError))
}

/** The SQL that takes a database from one Prisma schema to another; null when they say the same. */
export async function schemaDifference(from: string | null, to: string): Promise<string | null> {
  const engine = await engineOver(noDatabase)
  const { stdout } = await engine.diff({
    from: from === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', ...oneFile(from) },
    to: { tag: 'schemaDatamodel', ...oneFile(to) },
    script: true,
    exitCode: null,
    filters: noFilters,
  })
  const sql = stdout?.trim() ?? ''
  return sql === '' || sql === '-- This is an empty migration.' ? null : `${sql}\n`
}

export const noFilters = { externalTables: [], externalEnums: [] }

async function engineOver(factory: SqlMigrationAwareDriverAdapterFactory): Promise<binding.SchemaEngine> {
  loaded ??= load()
  await loaded
  const datamodel = 'datasource db {\n  provider = "postgresql"\n}'
  const adapters = bindMigrationAwareSqlAdapterFactory(factory)
  return binding.SchemaEngine.new({ datamodels: [['schema.prisma', datamodel]] }, () => {}, adapters)
}

let loaded: Promise<void> | undefined

async function load() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const module = await WebAssembly.compile(await readFile(path.join(folder, 'schema_engine_bg.wasm')))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports() })
  binding.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
}

/** The engine never cancels the time limit of its lock: as it is, a process would stay ten seconds for it. */
function imports(): Record<string, unknown> {
  const functions: Record<string, unknown> = { ...binding }
  const timer = Object.keys(functions).find((name) => name.startsWith('__wbg_setTimeout_'))
  if (timer) functions[timer] = (work: () => void, ms: number) => setTimeout(work, ms).unref()
  return functions
}

/**
 * The adapter wants a pool, and a pool gives up a connection on which a statement failed, with its locks and its
 * transaction: this one has the single connection that it is given. The adapter also splits a script at every
 * `;`, inside function bodies too: scripts are sent whole instead.
 */
function through(client: pg.Client, onScriptError: (error: unknown) => void): PrismaPg {
  const pool = new pg.Pool()
  pool.query = client.query.bind(client)
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    adapter.executeScript = async (script) => {
      try {
        await client.query(script)
      } catch (error) {
        onScriptError(error)
        throw error
      }
    }
    return adapter
  }
  return factory
}

/** Two schemas are compared without a database; the engine only asks once which version it would be. */
const noDatabase: SqlMigrationAwareDriverAdapterFactory = {
  ...mockMigrationAwareAdapterFactory('postgres'),
  connect: async () => ({
    ...mockAdapter('postgres'),
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 15.0', 150_000]],
    }),
  }),
}

function oneFile(content: string) {
  return { files: [{ path: 'schema.prisma', content }] }
}

/** The part of the WebAssembly interface used here; the type packages of Node 20 do not describe it. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(module: object, imports: object): Promise<{ exports: Record<string, () => void> }>
}
