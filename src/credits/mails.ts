import { mail } from '../notices/mail.js'

export const creditNoteReady = mail<object>('credit-note-ready', 'Your invoice was corrected')
