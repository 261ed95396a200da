/** Known only to the demonstration, which refuses an external database and production. */
export const demoPassword = 'wardwell-demo-2026'

export const demoPeople = [
  { role: 'Administrator', email: 'admin@demo.test' },
  { role: 'Receptionist', email: 'reception@demo.test' },
  { role: 'Doctor', email: 'doctor@demo.test' },
  { role: 'Patient', email: 'patient@demo.test' },
  { role: 'Clinical data entry', email: 'records@demo.test' },
]
