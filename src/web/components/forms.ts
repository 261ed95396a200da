import type { Form } from '../form.js'
import type { IconName } from '../icon-names.js'

/** Forms: their fields, their buttons, and what was wrong. */
export interface FormComponents {
  /** First thing on a page with a form: what was refused, each sentence a link to its field. Prints nothing otherwise. */
  'components/error-summary': { form: Form }

  /** Below the error summary: what was typed beside what somebody else saved meanwhile. Prints nothing otherwise. */
  'components/conflict': { form: Form; labels: Record<string, string> }

  /** First inside the form: its one-time key, or, where it edits a record, the version that it was opened with. */
  'components/form-hidden': { form: Form; version?: number }

  /** A labelled input. What was typed comes from the form, unless `value` says otherwise. */
  'components/field': Labelled & {
    type?:
      | 'text'
      | 'email'
      | 'password'
      | 'number'
      | 'date'
      | 'time'
      | 'datetime-local'
      | 'tel'
      | 'search'
      | 'textarea'
    /** Printed behind the input and read with its label: '%', '°C', 'breaths per minute'. */
    unit?: string
    width?: Width
    autocomplete?: string
    inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search'
    min?: string
    max?: string
    maxlength?: number
    rows?: number
    /** A language other than the page's, such as 'hi' for a name in its own script. */
    lang?: string
    spellcheck?: boolean
    readonly?: boolean
    /** For a field that a scanner writes into. */
    autofocus?: boolean
    value?: string
    /** A list of suggestions that may be typed over. */
    suggestions?: string[]
    /** For a table of inputs: the label is only read out. */
    hideLabel?: boolean
  }

  /** An amount of money, with the hospital's currency before it. */
  'components/money-field': Labelled & { value?: string; hideLabel?: boolean }

  /** What is taken off a whole bill, and why: `discount` and `discountReason`. `limit` says how much this person may. */
  'components/discount-fields': { form: Form; limit: string }

  /** One of a long list. `blank` is the text of the empty first choice. */
  'components/select': Labelled & {
    options: Option[]
    blank?: string
    width?: Width
    value?: string
    hideLabel?: boolean
  }

  /** One of a few: radio buttons. `inline` for two or three short ones; `cards` for choices that need a word of explanation. */
  'components/choices': Labelled & { options: Option[]; layout?: 'list' | 'inline' | 'cards' }

  /** Any of a list: check boxes. `columns` for long lists of short texts. */
  'components/checks': Labelled & { options: Option[]; layout?: 'list' | 'columns' | 'cards' }

  /** A single check box; its value is 'on'. */
  'components/check': { form: Form; name: string; label: string; hint?: string }

  /** A file. `limits` says type and size before anything is chosen: 'PDF, PNG or JPEG, up to 10 MB'. */
  'components/file-field': Labelled & {
    accept: string
    limits: string
    /** The label of a second field that opens the camera of a phone; one of the two is used. */
    camera?: string
  }

  /** The end of a form: its button, and the way out. */
  'components/submit': {
    label: string
    icon?: IconName
    tone?: 'primary' | 'danger'
    /** A second button that posts the same form with this name and value. */
    second?: { label: string; name: string; value: string }
    cancel?: { label?: string; href: string }
  }

  /** One button that posts, where there is nothing to fill in. `about` names the thing for those who only hear the button. */
  'components/post-button': {
    action: string
    label: string
    about?: string
    icon?: IconName
    tone?: 'primary' | 'plain' | 'danger'
    small?: boolean
    /** Hidden values. */
    fields?: Record<string, string>
    /** The one-time key, where the button creates something. */
    key?: string
  }

  /** A whole form that asks before a destructive act: the thing by name, what follows, a reason. */
  'components/confirm-panel': {
    form: Form
    action: string
    heading: string
    text?: string
    consequences: string[]
    /** What can be done about it afterwards: 'You can reinstate the account later.' */
    undo?: string
    /** The field `quantity`; without it no number is asked. */
    quantity?: { label: string; hint?: string }
    /** The field `reason`; without it no reason is asked. */
    reason?: { label: string; hint?: string; optional?: boolean }
    submit: string
    cancel: string
    version?: number
  }

  /** A search box of a list; posts nothing, so that the address holds what was searched. */
  'components/search': {
    action: string
    label: string
    value: string
    hint?: string
    /** Other filters of the same list that the search keeps. */
    keep?: Record<string, string>
  }
}

export interface Option {
  value: string
  label: string
  hint?: string
  /** Options with the same group stand together under its name. */
  group?: string
  disabled?: boolean
  /** Something to be done about this one alone, below it. */
  link?: { label: string; href: string }
}

/** As wide as what is expected: a year, a date or a number, a name, or all there is. */
export type Width = 'short' | 'medium' | 'full'

interface Labelled {
  form: Form
  name: string
  label: string
  hint?: string
  /** Says "(optional)". Everything else is required. */
  optional?: boolean
  /** Where one page has two fields of one name; otherwise `field-` and the name. */
  id?: string
  /** Where the sentence does not come from the form's errors of this name. */
  error?: string
}
