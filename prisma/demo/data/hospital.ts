/** The letterhead of the demonstration. */
export const demoHospital = {
  name: 'Wardwell Hospital',
  address: '12 Lake Road, Pune 411001, Maharashtra',
  phone: '+91 20 5550 0100',
  email: 'desk@wardwell.example',
}
