import type { AlertComponents } from './components/alerts.js'
import type { BedComponents } from './components/beds.js'
import type { BillComponents } from './components/bills.js'
import type { ClaimComponents } from './components/claims.js'
import type { DocumentComponents } from './components/documents.js'
import type { FigureComponents } from './components/figures.js'
import type { FormComponents } from './components/forms.js'
import type { ObservationComponents } from './components/observations.js'
import type { OrderComponents } from './components/orders.js'
import type { PageComponents } from './components/pages.js'
import type { PaymentComponents } from './components/payments.js'
import type { PeopleComponents } from './components/people.js'
import type { PrescriptionComponents } from './components/prescriptions.js'
import type { QueueComponents } from './components/queue.js'
import type { RecordComponents } from './components/record.js'
import type { ReportComponents } from './components/reports.js'
import type { ServiceComponents } from './components/services.js'
import type { StayComponents } from './components/stays.js'
import type { TellingComponents } from './components/telling.js'
import type { TimeComponents } from './components/times.js'
import type { TriageComponents } from './components/triage.js'
import type { VisitComponents } from './components/visits.js'

/**
 * The props of every component: `<%- include('components/field', { form: page.form, name: 'email', label: t('Email') }) %>`.
 * Each stands in the file of its subject, with the types that the models of pages share with it. Texts come translated.
 * A form is a `<form method="post" novalidate class="ww-form">`: the server says what is wrong, in the error summary and
 * beside the field, and the browser does not get in between.
 */
export interface Components
  extends AlertComponents,
    FormComponents,
    TellingComponents,
    FigureComponents,
    PeopleComponents,
    TimeComponents,
    VisitComponents,
    QueueComponents,
    TriageComponents,
    RecordComponents,
    ObservationComponents,
    OrderComponents,
    PrescriptionComponents,
    DocumentComponents,
    ReportComponents,
    BedComponents,
    StayComponents,
    ServiceComponents,
    BillComponents,
    ClaimComponents,
    PaymentComponents,
    PageComponents {}
