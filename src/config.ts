import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BASE_URL: z
    .url({ protocol: /^https?$/, error: 'is not an address such as https://wardwell.example.org' })
    .optional(),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  DATABASE_OWNER_URL: z.string().startsWith('postgres').optional(),
  DATA_DIR: z.string().default('.data'),
  UPLOADS: z.string().default('uploads'),
  CLAMD_URL: z.url({ protocol: /^tcp$/, error: 'is not an address such as tcp://127.0.0.1:3310' }).optional(),
  SESSION_SECRET: z.string().optional(),
  SMTP_URL: z.string().startsWith('smtp').optional(),
  MAIL_FROM: z.email().optional(),
  HOSPITAL_TIME_ZONE: z
    .string()
    .default('Asia/Kolkata')
    .refine(isTimeZone, 'is not a time zone such as Asia/Kolkata'),
  CURRENCY: z.enum(['INR', 'USD', 'EUR', 'GBP', 'JPY']).default('INR'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export interface Config {
  production: boolean
  port: number
  baseUrl: string
  /** Cookies are marked Secure and named __Host- exactly where people reach us over https. */
  https: boolean
  databaseUrl: string | undefined
  ownerUrl: string | undefined
  dataDir: string
  uploads: string
  /** Where clamd listens, to look for viruses in what is sent; undefined: nobody looks. */
  clamdUrl: string | undefined
  /** Undefined outside production: a random one is then kept in the data directory. */
  sessionSecret: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  zone: string
  currency: 'INR' | 'USD' | 'EUR' | 'GBP' | 'JPY'
  trustProxy: number
  logLevel: string
  /** Demo people with a known password: only without an external database and outside production. */
  demo: boolean
}

export let config: Config

/** Reads and checks the environment once, at the start of each entry. Throws one Error that names every mistake. */
export function loadConfig(env: NodeJS.ProcessEnv = processEnvironment()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is not usable:\n${mistakes.join('\n')}`)
  }
  const values = parsed.data
  const production = values.NODE_ENV === 'production'
  if (production) requireStrongSecret(values.SESSION_SECRET)
  const baseUrl = new URL(values.BASE_URL ?? localAddress(values.PORT)).origin
  config = Object.freeze({
    production,
    port: values.PORT,
    baseUrl,
    https: baseUrl.startsWith('https:'),
    databaseUrl: values.DATABASE_URL,
    ownerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL,
    dataDir: path.resolve(values.DATA_DIR),
    uploads: path.resolve(values.UPLOADS),
    clamdUrl: values.CLAMD_URL,
    sessionSecret: values.SESSION_SECRET,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? `no-reply@${new URL(baseUrl).hostname}`,
    zone: values.HOSPITAL_TIME_ZONE,
    currency: values.CURRENCY,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    demo: !production && values.DATABASE_URL === undefined,
  })
  return config
}

/** The port that the system chose where PORT is 0; our own address names it, too. */
export function listensAt(port: number): void {
  const baseUrl = config.baseUrl === localAddress(config.port) ? localAddress(port) : config.baseUrl
  config = Object.freeze({ ...config, port, baseUrl })
}

const localAddress = (port: number) => `http://localhost:${port}`

/** The process's own, completed from a file `.env` where there is one. */
function processEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}

function requireStrongSecret(secret: string | undefined) {
  if (!secret || secret.length < 32 || /change|secret|example|default/i.test(secret))
    throw new Error(
      'SESSION_SECRET must be set to 32 random characters or more in production (openssl rand -base64 32).',
    )
}

function isTimeZone(zone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
