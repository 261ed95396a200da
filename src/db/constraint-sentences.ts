/**
 * What a person reads when the database keeps a rule that two people broke at the same instant, by the name of
 * the constraint. `field` is the form field that the sentence stands beside.
 */
export const constraintSentences: Record<string, { text: string; field?: string }> = {
  account_email_key: { text: 'Another account has this email address.', field: 'email' },
  account_username_key: { text: 'Another account has this username.', field: 'username' },
  account_employee_number_key: { text: 'Another account has this employee number.', field: 'employeeNumber' },
  doctor_registration_number_key: {
    text: 'Another doctor has this registration number.',
    field: 'registrationNumber',
  },
  specialisation_name_key: { text: 'There is a specialisation of this name already.', field: 'name' },
  specialisation_slug_key: { text: 'There is a specialisation of this name already.', field: 'name' },
  doctor_specialisation_id_fkey: { text: 'Choose the specialisation.', field: 'specialisationId' },
  patient_government_id_key: {
    text: 'Another patient is registered with this id.',
    field: 'governmentIdNumber',
  },
  patient_born_in_the_past: {
    text: 'Enter a date of birth that is not in the future.',
    field: 'dateOfBirth',
  },
  ward_name_key: { text: 'Another ward has this name.', field: 'name' },
  ward_code_key: { text: 'Another ward has this code.', field: 'code' },
  room_ward_id_number_key: { text: 'This ward has a room of this number already.', field: 'number' },
  ward_rate_ward_id_from_day_key: { text: 'There is a price from this day on already.', field: 'from' },
  bed_in_room_of_ward: { text: 'Choose a room of this ward.', field: 'roomId' },
  bed_room_id_fkey: { text: 'Choose a room of this ward.', field: 'roomId' },
  bed_ward_id_number_key: { text: 'This ward has a bed of this number already.', field: 'number' },
  bed_stay_no_overlap: {
    text: 'This bed was just taken by another admission; choose another.',
    field: 'bedId',
  },
  admission_one_open_per_patient: { text: 'This patient is already admitted.' },
  admission_dates_in_order: { text: 'A stay cannot end before it began.' },
  held_time_one_visit_per_doctor: {
    text: 'Somebody has just taken this time. Choose another.',
    field: 'startsAt',
  },
  held_time_one_visit_per_patient: {
    text: 'The patient has another visit at this time. Choose another time.',
    field: 'startsAt',
  },
  appointment_changes_state: { text: 'This visit was changed meanwhile. Look at it again.' },
  appointment_completed_after_it_began: {
    text: 'This can only be said once the time of the visit has come.',
  },
  saved_view_account_id_list_name_key: { text: 'You have a view of this name already.', field: 'name' },
  schedule_exception_doctor_id_day_key: {
    text: 'This date has hours of its own already. Change those.',
    field: 'day',
  },
  holiday_day_key: { text: 'This day is a holiday already.', field: 'day' },
  waiting_entry_once: { text: 'The patient is on this waiting list already.' },
  guardianship_account_id_patient_id_key: {
    text: 'This person books for the patient already.',
    field: 'number',
  },
  catalogue_release_kind_version_key: {
    text: 'A list of this version was loaded before. Give the new one a version of its own.',
  },
  patient_takes_entries: {
    text: 'This record was merged into another one meanwhile. Open the patient again.',
  },
  allergy_once: { text: 'This allergy is noted already.', field: 'substance' },
  prescription_favourite_doctor_id_name_key: {
    text: 'You have a favourite of this name already.',
    field: 'favouriteName',
  },
  prescription_changes_state: { text: 'This prescription was changed meanwhile. Look at it again.' },
  prescription_item_stops_once: { text: 'This medicine is stopped already.' },
  daily_report_patient_id_day_key: {
    text: 'You have sent the report of today already. Open it to change it.',
  },
  payment_claim_once: {
    text: 'We were told of a payment with this reference already.',
    field: 'reference',
  },
  invoice_of_stay_once: { text: 'This stay has its invoice already.' },
  invoice_voiding_pkey: { text: 'This invoice is void already.' },
  invoice_draft_line_pkey: {
    text: 'Some of this stands on another draft. Issue that one, or delete it first.',
    field: 'charges',
  },
  charge_once: { text: 'This is charged already.' },
  invoice_balance_not_overpaid: {
    text: 'Something was paid or credited meanwhile, and less is owed now. Look at it again.',
    field: 'amount',
  },
  invoice_balance_void_is_empty: {
    text: 'A void invoice takes no payment and no credit note, and what was paid or credited is not made void. Look at it again.',
  },
  payment_amount_positive: { text: 'Enter an amount above zero.', field: 'amount' },
  payment_not_overspent: {
    text: 'Less is left of this payment than that. Look at it again.',
    field: 'amount',
  },
  payment_cancelled_is_empty: { text: 'Something of this payment is in use, so it cannot be cancelled.' },
  payment_stays_cancelled: { text: 'This payment was cancelled meanwhile.' },
  payment_allocation_same_patient: { text: 'A payment is for invoices of its own patient.' },
  payment_allocation_not_negative: { text: 'Less was paid on this invoice than that. Look at it again.' },
  payment_cash_at_counter: { text: 'Open your counter first: cash is taken there only.', field: 'method' },
  refund_amount_positive: { text: 'Enter an amount above zero.', field: 'amount' },
  refund_approved_by_another: { text: 'Somebody else than who asked for a refund approves it.' },
  refund_cash_at_counter: { text: 'Open your counter first: cash is given there only.', field: 'method' },
  refund_changes_state: { text: 'This refund was answered or paid meanwhile. Look at it again.' },
  cash_session_one_open: { text: 'Your counter is open already.' },
  cash_session_stays_closed: { text: 'This counter was closed already.' },
  cash_session_difference_explained: {
    text: 'What was counted differs from what is expected. Say why.',
    field: 'note',
  },
  cash_at_open_counter: {
    text: 'Your counter was closed meanwhile. Open it, and send the form again.',
    field: 'method',
  },
  charge_bed_days_once: { text: 'This is charged already.' },
  dispense_returned_within: {
    text: 'Something of it came back meanwhile. Look at it again.',
    field: 'quantity',
  },
  dispense_within_prescription: { text: 'No more is handed out than was prescribed.', field: 'quantity-1' },
  service_item_code_key: { text: 'Another service has this code.', field: 'code' },
  service_request_changes_state: { text: 'This service was changed meanwhile. Look at it again.' },
  credit_note_within_line: {
    text: 'Something of this invoice was credited meanwhile, and less is left of it. Open the page again.',
  },
  care_assignment_once: { text: 'This doctor is already in charge of this patient.', field: 'doctorId' },
}
