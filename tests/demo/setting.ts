import type { Setting } from '../../prisma/demo/house.js'

/** A start at that instant, on a machine in Pune. */
export function settingAt(now: Date): Setting {
  return {
    now,
    zone: 'Asia/Kolkata',
    currency: 'INR',
    origin: 'http://localhost:3000',
    hospital: {
      name: 'Wardwell Hospital',
      address: 'Pune',
      phone: '+91 20 5550 0100',
      email: 'desk@wardwell.example',
    },
    passwordHash: 'a hash',
  }
}
