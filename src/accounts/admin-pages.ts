import type { Role } from '../generated/prisma/enums.js'
import type { Option } from '../web/components/forms.js'
import type { Form } from '../web/form.js'
import { type Crumb, page } from '../web/page.js'
import type { T } from '../web/words.js'
import type { AccountField, Standing } from './rules.js'

interface ListedAccount {
  id: string
  name: string
  role: Role
  /** In the reader's words. */
  roleLabel: string
  standing: Standing
  username: string
  email: string | null
  employeeNumber: string | null
}

export interface AccountList {
  /** What is looked for, as typed. */
  filter: Form
  roles: Option[]
  standings: Option[]
  tooShort: boolean
  filtered: boolean
  rows: ListedAccount[]
  newer: string | null
  older: string | null
}

export const accountListPage = page<AccountList>('accounts/list', 'Accounts')

const above = (_page: object, t: T): Crumb[] => [{ label: t('Accounts'), href: '/accounts' }]

export const newStaffPage = page<{ form: Form; roles: Option[] }>('accounts/new', 'New member of staff', {
  trail: above,
})

export interface AccountOnPage extends ListedAccount {
  phone: string | null
  createdAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  decisionReason: string | null
  /** The doctor's profile or the patient's record behind it, in this portal. */
  profile: string | null
  own: boolean
}

/** What can be done with this account, by this reader, as it stands. */
export interface AccountActs {
  approve: boolean
  reject: boolean
  invite: boolean
  suspend: boolean
  restore: boolean
  remove: boolean
}

export const accountPage = page<{ account: AccountOnPage; acts: AccountActs }>(
  'accounts/details',
  ({ account }) => account.name,
  { trail: above },
)

interface OneAccount {
  account: { id: string; name: string; role: Role; roleLabel: string; username: string }
  form: Form
}

const under = ({ account }: { account: { id: string; name: string } }, t: T): Crumb[] => [
  ...above({}, t),
  { label: account.name, href: `/accounts/${account.id}` },
]

export const editAccountPage = page<
  OneAccount & { roles: Option[]; staff: boolean; labels: Record<AccountField, string> }
>('accounts/edit', ({ account }, t) => t('Edit the account of {{name}}', { name: account.name }), {
  trail: under,
})

export const suspensionPage = page<OneAccount>(
  'accounts/suspend',
  ({ account }, t) => t('Suspend {{name}}', { name: account.name }),
  { trail: under },
)

export const restorationPage = page<OneAccount & { reason: string | null }>(
  'accounts/restore',
  ({ account }, t) => t('Restore {{name}}', { name: account.name }),
  { trail: under },
)

export const removalPage = page<OneAccount & { kept: boolean }>(
  'accounts/remove',
  ({ account }, t) => t('Remove {{name}}', { name: account.name }),
  { trail: under },
)

/** Shown once, to the admin who asked for it. */
export const invitationLinkPage = page<{ account: { id: string; name: string }; link: string; form: Form }>(
  'accounts/invitation-link',
  ({ account }, t) => t('An invitation for {{name}}', { name: account.name }),
  { trail: under },
)
