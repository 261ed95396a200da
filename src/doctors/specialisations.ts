import { db } from '../db/client.js'
import { slugOf } from './rules.js'

const usual = [
  'Anaesthesiology',
  'Cardiology',
  'Critical care',
  'Dermatology',
  'Emergency medicine',
  'Endocrinology',
  'ENT',
  'Gastroenterology',
  'General medicine',
  'General surgery',
  'Infectious diseases',
  'Nephrology',
  'Neurology',
  'Obstetrics and gynaecology',
  'Oncology',
  'Ophthalmology',
  'Orthopaedics',
  'Paediatrics',
  'Pathology',
  'Physiotherapy',
  'Psychiatry',
  'Pulmonology',
  'Radiology',
  'Urology',
]

/** Gives a hospital that has none the usual specialisations, so that its first doctor can be added. */
export async function openSpecialisations(): Promise<void> {
  if (await db.specialisation.findFirst({ select: { id: true } })) return
  const data = usual.map((name) => ({ name, slug: slugOf(name) }))
  await db.specialisation.createMany({ data, skipDuplicates: true })
}
