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

  /**
   * Free times, day by day, one of them to be chosen; the value is the instant as ISO text. `none` says what to do
   * where there is no time at all. `slotDays` in appointments/slot-pages.ts makes the days.
   */
  'components/slot-picker': {
    form: Form
    name: string
    label: string
    hint?: string
    days: SlotDay[]
    none?: string
    hideLabel?: boolean
    id?: string
  }

  /**
   * Whom a form is about: typed, found, chosen. Posts `patientId` and `patientSearch` (the schema's `patientPick`) and,
   * by its button, `find`. `pickFor` of patients/picking.ts makes `pick`.
   */
  'components/patient-picker': { form: Form; pick: PatientPick; label?: string }

  /** What a patient picker has found, to choose from. */
  'components/patient-matches': { pick: PatientPick }

  /**
   * Free times, each a button that holds it (`hold`), a link that goes on with it (`link`, an address to which
   * `&startsAt=` is added), or only to be read. `about` is read out with each: 'with Dr Meera Nair'.
   */
  'components/slot-buttons': {
    slots: SlotOnPage[]
    withDay: boolean
    label?: string
    about?: string
    hold: { action: string; form: Form } | null
    link: string | null
  }

  /** The doctor and the time that a patient is about to ask for; `change` leads back to the free times. */
  'components/chosen-time': {
    doctor: { name: string; specialisation: string }
    slot: { startsAt: Date; byVideo: boolean; urgentOnly?: boolean }
    heldUntil: Date | null
    change?: string
  }

  /** One doctor's queue: who is inside, who waits, and what is done with them. `next` is the page to come back to. */
  'components/queue': { queue: ShownQueue; next: string }

  /** In which order people are called, a sentence each; folded up. */
  'components/queue-rule': { rule: string[] }

  /** Visits of earlier days that were never closed, with what can be said of them. */
  'components/left-over': { rows: LeftOverVisit[]; next: string; atDesk: boolean }

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
  }

  /** The sessions of one day, the same for a weekday and for a date; rows that are not open wait to be needed. */
  'components/session-rows': SessionRows

  /** Other hours on one date, or none. */
  'components/date-fields': SessionRows

  /** The pages of the hospital's own settings. */
  'components/settings-tabs': { current: 'hospital' | 'scheduling' | 'holidays' }

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

  /** Where a visit is, how to find it, and what to bring. */
  'components/visit-place': {
    place: { byVideo: boolean; room: string | null; directions: string | null; preparation: string | null }
  }

  /** A patient's visits, one below the other. */
  'components/own-visits': {
    visits: {
      id: string
      number: string
      day: Day
      startsAt: Date
      walkIn: boolean
      doctor: string
      specialisation: string
      patient: string | null
      place: string | null
      statuses: StatusName[]
      isStranded: boolean
      queue: string | null
    }[]
  }

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

  /** A visit in the text of a mail: when, with whom, where and what to note. Without `place` only the first two. */
  'components/mail-visit': {
    when: string
    zone: string
    doctor: string
    place: {
      byVideo: boolean
      room: string | null
      directions: string | null
      preparation: string | null
    } | null
    address: string
  }

  // ------------------------------------------------------------- people

  /** On top of every staff page about one patient. `allergies`: null is "not recorded", [] is "none known". */
  'components/patient-banner': { patient: BannerPatient }

  /**
   * The free times of a week inside a form, with buttons (named `week`) that post it to look at another one; it
   * stands in `#free-times`, which they renew. `nearest`:
   * the times nearest to one that was refused. `from` null: nobody is chosen yet whose times they would be.
   */
  'components/slot-week': {
    form: Form
    /** Where the form is posted. */
    action: string
    days: SlotDay[]
    from: Day | null
    earlier: Day | null
    later: Day | null
    nearest: boolean
  }

  /** A time that is held for a patient, with the buttons that answer it. */
  'components/offer': {
    offer: {
      /** Its answers are posted below this address. */
      href: string
      kind: 'RESCUE' | 'WAITING'
      /** Whom it is for, where somebody else reads it. */
      patient: string | null
      doctor: string
      startsAt: Date
      byVideo: boolean
      room: string | null
      heldUntil: Date
      /** The visit that would move. */
      old: { doctor: string; startsAt: Date; number: string } | null
    }
  }

  /** What begins when, in columns: a day with a doctor in each, or a doctor's week. */
  'components/timegrid': {
    caption: string
    columns: { title: string; about?: string; href: string; note: string | null; current?: boolean }[]
    /** A row's cells are in the order of the columns; each holds what begins in it at the row's time. */
    rows: {
      time: string
      cells: (
        | {
            kind: 'visit'
            name: string
            href: string
            status: StatusName
            /** Null for what is routine. */
            priority: StatusName | null
            walkIn: boolean
            stranded: boolean
          }
        | { kind: 'free'; startsAt: Date; keptBack: boolean; href: string }
        | { kind: 'held' | 'away' | 'past' }
      )[][]
    }[]
  }

  /** A row of a list of visits: patient, when, with whom, what about, state, and what a request waits for. */
  'components/visit-row': {
    row: {
      id: string
      number: string
      patient: { name: string; localName: string | null; about: string; href: string }
      startsAt: Date
      doctor: string
      specialisation: string
      status: StatusName
      priority: StatusName | null
      reason: string
      isStranded: boolean
      answerable: boolean
    }
    /** Where to go on after a request was answered. */
    next: string
    /** A doctor's own list has no column for the doctor. */
    ownDoctor?: boolean
  }

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

  /**
   * Inside a part of a page that keeps itself up to date: when it was made, and a link for those whose browser does
   * not do it. The part is `<section id="queue" data-live="<%= base %>/queue/live">`, its id its own for good; the
   * address answers by `live()`. On a change the page is asked for again and the part is put in place.
   */
  'components/live-note': Record<string, never>

  // ------------------------------------------------------------- inside layouts

  'components/head': { title: string; error: boolean }
  'components/brand': { href: string }
  'components/navigation': { id: string }
  'components/notice-bell': Record<string, never>
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

export interface SlotDay {
  day: Day
  slots: SlotOnPage[]
}

export interface SlotOnPage {
  /** The instant at which it begins: '2026-11-23T04:30:00.000Z'. */
  value: string
  day: Day
  startsAt: Date
  urgentOnly: boolean
  byVideo: boolean
}

/** What a patient picker shows. `short`: too little was typed to look for. */
export interface PatientPick {
  state: 'idle' | 'short' | 'none' | 'found'
  patients: PickablePatient[]
  /** The id of the one who is chosen; empty for none. */
  chosen: string
  /** Whether more fit than are shown. */
  more: boolean
}

export interface PickablePatient {
  id: string
  name: string
  localName: string | null
  about: string
}

export interface LeftOverVisit {
  id: string
  token: string
  name: string
  localName: string | null
  about: string
  href: string
  startsAt: Date
  doctor: string
}

/** A patient's turn at a doctor, in the words of a page. */
export interface ShownTurn {
  id: string
  /** 'V-004211' */
  number: string
  token: string
  name: string
  localName: string | null
  about: string
  href: string
  visit: string
  /** Null for what is routine. */
  priority: StatusName | null
  /** 'for 10:30 am', 'without appointment' */
  time: string
  /** Since when they wait, or are with the doctor, and for how many minutes. */
  since: string
  minutes: number
  reason: string
  room: string | null
  walkIn: boolean
}

export interface ShownQueue {
  doctorId: string
  /** 'Dr Meera Nair' */
  title: string
  note: string
  inside: ShownTurn | null
  waiting: ShownTurn[]
  undo: { action: string; label: string } | null
  /** Where "call next" posts to. */
  call: string
  /** At the desk, where patients come and go; the doctor has no part in that. */
  atDesk: boolean
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

interface SessionRows {
  form: Form
  rows: { number: number; open: boolean }[]
  kinds: Option[]
  /** Where somebody sees patients who names no room. */
  chamber: string | null
}

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
