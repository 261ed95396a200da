import { config } from '../config.js'
import { formatMoney } from '../shared/money.js'

/** An amount as a sentence of a refusal names it. */
export const written = (minor: bigint): string => formatMoney(minor, config.currency, 'en-IN')
