import type { BannerPatient } from '../web/components/people.js'
import type { Form } from '../web/form.js'
import { page } from '../web/page.js'

export const ownCopyPage = page<{ asked: Date | null; form: Form }>('exports/own', 'Your data', {
  trail: (_page, t) => [{ label: t('Your record'), href: '/timeline' }],
})

export const staffCopyPage = page<{ id: string; name: string; banner: BannerPatient }>(
  'exports/staff',
  'Copy of the record',
  {
    trail: ({ id, name }, t) => [
      { label: t('Patients'), href: '/patients' },
      { label: name, href: `/patients/${id}` },
    ],
  },
)
