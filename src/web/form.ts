import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { takeHeldForm } from './held-forms.js'

export type FormValues = Record<string, string | string[]>

/** What a form's template needs: what was typed, what is wrong with it, and its one-time key. */
export interface Form {
  values: FormValues
  errors: Record<string, string>
  summary: string | null
  key: string
  /** Set when somebody else saved the record meanwhile: both versions, field by field. */
  conflict: { rows: { name: string; typed: string; saved: string }[] } | null
}

/** A form to be filled in, with `values` already in it; or what this person had typed when their session ran out. */
export function openForm(req: Request, values: FormValues = {}): Form {
  return {
    values: { ...values, ...takeHeldForm(req) },
    errors: {},
    summary: null,
    key: randomUUID(),
    conflict: null,
  }
}

/** Both versions in the words of a page, where the fields hold codes, ids or instants. */
export function conflictInWords(form: Form, word: (name: string, value: string) => string): Form {
  const rows = form.conflict?.rows.map(({ name, typed, saved }) => ({
    ...{ name, typed: word(name, typed), saved: word(name, saved) },
  }))
  return rows ? { ...form, conflict: { rows } } : form
}

/** All that was typed into inputs of one name. */
export function columnOf(form: Form, name: string): string[] {
  const typed = form.values[name] ?? []
  return Array.isArray(typed) ? typed : [typed]
}

/** The first value of a field, as typed. */
export function typed(form: Form, name: string): string {
  const value = form.values[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
