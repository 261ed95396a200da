import type { Day } from '../shared/calendar.js'
import type { Flash } from './flash.js'
import type { Form } from './form.js'
import type { IconName } from './icon-names.js'

/**
 * The props of every component: `<%- include('components/field', { form: page.form, name: 'email', label: t('Email') }) %>`.
 * Texts come translated. A form is a `<form method="post" novalidate class="ww-form">`: the server says what is
 * wrong, in the error summary and beside the field, and the browser does not get in between.
 */
export interface Components {
  // ------------------------------------------------------------- forms

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
    value?: string
    /** A list of suggestions that may be typed over. */
    suggestions?: string[]
    /** For a table of inputs: the label is only read out. */
    hideLabel?: boolean
  }

  /** An amount of money, with the hospital's currency before it. */
  'components/money-field': Labelled & { value?: string; hideLabel?: boolean }

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
  'components/file-field': Labelled & { accept: string; limits: string }

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

  /** The professional half of a doctor's form, the same for adding and for editing one. */
  'components/doctor-fields': {
    form: Form
    specialisations: Option[]
    weekdays: { weekday: number; label: string }[]
  }

  /**
   * One triage: test, symptoms, readings, illnesses, home. The same for everybody who fills it in; the words are the
   * reader's own.
   */
  'components/triage-form': {
    form: Form
    action: string
    cancel: string
    today: Day
    /** Labels and hints by field, translated. */
    words: Record<TriageWord, string>
    options: Record<'testKind' | 'symptoms' | 'yesNo' | 'oxygen' | 'consciousness' | 'conditions', Option[]>
    asksPregnancy: boolean
  }

  // ------------------------------------------------------------- telling

  /** After something was done that needs more than a flash: what it is, its reference, what happens next. */
  'components/confirmation': {
    heading: string
    text?: string
    reference?: { label: string; value: string }
    next: string[]
    actions?: ActionLink[]
  }

  /** Something to know before going on. `danger` for what may harm. */
  'components/callout': {
    tone: Tone
    heading?: string
    text?: string
    items?: string[]
    link?: { label: string; href: string }
  }

  /** Nothing here yet: why, and what to do. */
  'components/empty-state': {
    heading: string
    text: string
    icon?: IconName
    action?: { label: string; href: string; icon?: IconName }
  }

  /** A status as word, icon and border: one of the hospital's own by name, or any other with its tone. */
  'components/status': { of: StatusName; text?: string } | { text: string; tone: Tone; icon?: IconName }

  /** Where somebody is in something that takes several steps. */
  'components/steps': {
    label: string
    items: { label: string; text?: string; state: 'done' | 'current' | 'todo'; href?: string }[]
  }

  /** What happened, newest first or as given. `at` is already formatted. */
  'components/timeline': {
    items: {
      at: string
      title: string
      text?: string
      by?: string
      href?: string
      icon?: IconName
      tone?: Tone
    }[]
  }

  // ------------------------------------------------------------- people

  /** On top of every staff page about one patient. `allergies`: null is "not recorded", [] is "none known". */
  'components/patient-banner': { patient: BannerPatient }

  /** The first column of a list of people: picture, name as a link, and a line below. */
  'components/person': {
    name: string
    href?: string
    localName?: string | null
    about?: string
    photo?: string | null
  }

  /** A photo, or initials. Decoration: the name stands beside it. */
  'components/avatar': { name: string; photo: string | null; size?: 'small' | 'medium' | 'large' }

  // ------------------------------------------------------------- records and figures

  /** The head of a `<section class="ww-card">`. */
  'components/card-head': {
    title: string
    id?: string
    icon?: IconName
    count?: number
    note?: string
    action?: { label: string; href: string; icon?: IconName; about?: string }
  }

  /** Names and values. A null value reads "Not recorded". Line breaks in a value are kept. */
  'components/summary-list': {
    rows: {
      label: string
      value: string | null
      href?: string
      /** A line below the value. */
      note?: string
      lang?: string
      status?: StatusName
      change?: { href: string; label?: string }
    }[]
    /** Two pairs side by side where there is room. */
    columns?: boolean
  }

  /** A few numbers of today, each a link to the list behind it. */
  'components/stats': {
    items: { label: string; value: string; note?: string; href?: string; icon?: IconName; tone?: Tone }[]
  }

  /** A reading with its unit, its range in words and its tone; a null value reads "Not measured". */
  'components/readings': {
    items: { label: string; value: string | null; unit?: string; note?: string; tone?: Tone }[]
  }

  /** Bars, one a row; it is a table to those who cannot see it. */
  'components/bar-chart': {
    title: string
    /** The head of the first and of the second column. */
    columns: [string, string]
    rows: { label: string; value: number; text?: string; tone?: Tone; href?: string }[]
    /** The length of a full bar; without it the largest value. */
    max?: number
  }

  /** How full something is: beds of a ward, patients of a doctor. */
  'components/meter': { label: string; value: number; max: number; text: string; tone?: Tone }

  /** A cost breakdown or an invoice's lines on screen. Amounts are formatted. */
  'components/amounts': {
    caption: string
    lines: { description: string; quantity?: string; unitPrice?: string; amount: string }[]
    total: string
    inWords?: string
  }

  // ------------------------------------------------------------- getting about

  /** The page's own buttons; first in a view, they stand beside the title. */
  'components/page-actions': { actions: ActionLink[] }

  /** Views of the same list or record, each with its own address. */
  'components/tabs': {
    label: string
    items: { label: string; href: string; current: boolean; count?: number }[]
  }

  /** The neighbours of a page of a long list. */
  'components/pager': { newer: string | null; older: string | null; shown?: string }

  'components/breadcrumbs': { items: { label: string; href: string }[] }

  /** Decoration, unless it has a label. */
  'components/icon': { name: IconName; label?: string; size?: 'small' | 'large' }

  // ------------------------------------------------------------- inside layouts

  'components/head': { title: string; error: boolean }
  'components/brand': { href: string }
  'components/navigation': { id: string }
  'components/user-menu': Record<string, never>
  'components/theme-switch': { id: string }
  'components/demo-banner': Record<string, never>
  'components/flash': { messages: Flash[] }
  'components/footer': Record<string, never>
}

/** neutral: nothing to do. good: in order. info: going on. attention: somebody should look. danger: somebody must act. */
export type Tone = 'neutral' | 'good' | 'info' | 'attention' | 'danger'

/** As wide as what is expected: a year, a date or a number, a name, or all there is. */
export type Width = 'short' | 'medium' | 'full'

export interface Option {
  value: string
  label: string
  hint?: string
  /** Options with the same group stand together under its name. */
  group?: string
  disabled?: boolean
}

export interface ActionLink {
  label: string
  href: string
  icon?: IconName
  tone?: 'primary' | 'plain' | 'danger'
}

export interface BannerPatient {
  name: string
  localName: string | null
  dateOfBirth: Day | null
  /** In the reader's words: 'Female'. */
  sex: string | null
  /** 'W-004211' */
  number: string
  phone: string | null
  bloodGroup?: string | null
  photo: string | null
  /** The patient's page; leave out on that page itself. */
  href?: string
  /** Left out where the reader does not get it. */
  allergies?: string[] | null
  /** 'ICU, bed 4'; null when not in a bed. */
  bed: string | null
  triage:
    | 'severity.MILD'
    | 'severity.MODERATE'
    | 'severity.SEVERE'
    | 'triage.INCOMPLETE'
    | 'triage.NOT_APPLICABLE'
    | 'triage.NONE'
  alerts?: { text: string; tone: Tone }[]
}

/** The statuses that have one look everywhere: the record, a point, the value in the database. */
export type StatusName =
  | 'account.PENDING'
  | 'account.ACTIVE'
  | 'account.REJECTED'
  | 'account.SUSPENDED'
  | 'account.INVITED'
  | 'account.NONE'
  | 'patient.DEACTIVATED'
  | 'severity.MILD'
  | 'severity.MODERATE'
  | 'severity.SEVERE'
  | 'triage.OK'
  | 'triage.INCOMPLETE'
  | 'triage.NOT_APPLICABLE'
  | 'triage.NONE'
  | 'risk.HIGH'
  | 'isolation.ELIGIBLE'
  | 'isolation.MEDICAL_OFFICER_EVALUATION'
  | 'isolation.NOT_ELIGIBLE'
  | 'isolation.ACTIVE'
  | 'isolation.ENDED'
  | 'admission.ADMITTED'
  | 'admission.DISCHARGED'
  | 'bed.FREE'
  | 'bed.OCCUPIED'
  | 'bed.CLEANING'
  | 'bed.BLOCKED'
  | 'message.WAITING'
  | 'message.SENT'
  | 'message.FAILED'
  | 'message.KEPT'
  | `appointment.${'REQUESTED' | 'CONFIRMED' | 'CHECKED_IN' | 'IN_CONSULTATION' | 'COMPLETED' | 'REJECTED' | 'CANCELLED' | 'NO_SHOW'}`
  | `priority.${'ROUTINE' | 'URGENT' | 'EMERGENCY'}`
  | 'invoice.ISSUED'

type TriageWord =
  | 'symptoms'
  | 'breathlessness'
  | 'feverDays'
  | 'feverDaysHint'
  | 'emptyReadings'
  | 'spo2Hint'
  | 'oxygen'
  | 'respiratoryRateHint'
  | 'consciousness'
  | 'consciousnessHint'
  | 'conditions'
  | 'pregnant'
  | 'homeFacility'
  | 'homeFacilityHint'
  | 'caregiver'

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
