/** The hospital as an invoice keeps it, for tests that write an invoice's row themselves. */
export const letterhead = {
  hospitalName: 'Wardwell Hospital',
  hospitalAddress: '12 Lake Road, Pune 411001',
  hospitalPhone: '+91 20 5550 0100',
  hospitalEmail: 'desk@wardwell.example',
}
