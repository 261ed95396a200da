import type { Role } from '../../../src/generated/prisma/enums.js'

export interface StaffMember {
  role: Exclude<Role, 'DOCTOR' | 'PATIENT'>
  name: string
  email: string | null
  employeeNumber: string
  phone: string
}

/** Who runs the house. The first of each role is a demo person. */
export const staff: StaffMember[] = [
  {
    role: 'ADMIN',
    name: 'Madhav Ranade',
    email: 'admin@demo.test',
    employeeNumber: 'E-001',
    phone: '+919822055101',
  },
  {
    role: 'RECEPTIONIST',
    name: 'Pooja Shinde',
    email: 'reception@demo.test',
    employeeNumber: 'E-014',
    phone: '+919822055110',
  },
  {
    role: 'RECEPTIONIST',
    name: 'Rakesh Yadav',
    email: 'rakesh.yadav@wardwell.example',
    employeeNumber: 'E-017',
    phone: '+919822055111',
  },
  {
    role: 'DATA_ENTRY',
    name: 'Snehal Kamble',
    email: 'records@demo.test',
    employeeNumber: 'E-022',
    phone: '+919822055120',
  },
  { role: 'DATA_ENTRY', name: 'Jyoti More', email: null, employeeNumber: 'E-023', phone: '+919822055121' },
]
