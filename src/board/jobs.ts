import { announce } from '../db/announce.js'
import { transaction } from '../db/client.js'

/** The open boards are read anew: what is due there changes by the clock, and not by what anybody does. */
export const boardByTheClock = (): Promise<void> => transaction((tx) => announce(tx, ['beds']))
