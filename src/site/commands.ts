import { audit } from '../audit/commands.js'
import { once } from '../db/once.js'
import { hospital } from '../settings/queries.js'
import type { Contact } from './forms.js'
import { contactMail } from './mails.js'

/** Mails a visitor's message to the hospital's own address; an answer goes to the visitor. */
export async function sendContactMessage(form: Contact): Promise<void> {
  const { name: hospitalName, email } = await hospital()
  await once('visitor', 'site.contact', form, async (tx) => {
    const { name, email: replyTo, phone, message } = form
    await contactMail(
      tx,
      { name: hospitalName, address: email, replyTo },
      { name, email: replyTo, phone, message },
    )
    await audit(tx, null, 'visitor.contact', { type: 'message' })
    return {}
  })
}
