import type { OxygenSupport } from './rules.js'

/** From the least support to the most: a change to a later one is a step up. */
export const OXYGEN_DEVICES = [
  'NASAL_CANNULA',
  'SIMPLE_MASK',
  'VENTURI_MASK',
  'NON_REBREATHER',
  'HIGH_FLOW',
  'CPAP_BIPAP',
  'VENTILATOR',
] as const
export type OxygenDevice = (typeof OXYGEN_DEVICES)[number]

export const oxygenDeviceLabels: Record<OxygenDevice, string> = {
  NASAL_CANNULA: 'Nasal prongs',
  SIMPLE_MASK: 'Simple mask',
  VENTURI_MASK: 'Venturi mask',
  NON_REBREATHER: 'Non-rebreather mask',
  HIGH_FLOW: 'High-flow nasal oxygen',
  CPAP_BIPAP: 'CPAP or BiPAP',
  VENTILATOR: 'Ventilator',
}

/** How oxygen is given. Null is "not written down". */
export interface OxygenGiven {
  oxygen: OxygenSupport | null
  oxygenDevice: OxygenDevice | null
  /** Tenths of a litre a minute. */
  oxygenFlowTenths: number | null
  /** Whole per cent of oxygen in what is breathed in, 21 to 100. */
  fio2: number | null
}

export function supportBy(device: OxygenDevice): OxygenSupport {
  return OXYGEN_DEVICES.indexOf(device) >= OXYGEN_DEVICES.indexOf('HIGH_FLOW')
    ? 'HIGH_FLOW_OR_VENTILATED'
    : 'ON_OXYGEN'
}

/**
 * Whether more oxygen is given than before: a step up in support, device, flow or FiO2, even where NEWS2 is flat,
 * which counts oxygen as yes or no. RCP journal: SpO2 falls from 91 to 89 % while FiO2 rises from 0.3 to 0.5, and the
 * score stays. What is not known on either side says nothing; flows are compared on one device only.
 */
export function isStepUp(before: OxygenGiven, now: OxygenGiven): boolean {
  if (now.oxygen === null || now.oxygen === 'ROOM_AIR' || before.oxygen === null) return false
  const [deviceBefore, deviceNow] = [before.oxygenDevice, now.oxygenDevice]
  const steps: [before: number | null, now: number | null][] = [
    [SUPPORT.indexOf(before.oxygen), SUPPORT.indexOf(now.oxygen)],
    [deviceBefore && OXYGEN_DEVICES.indexOf(deviceBefore), deviceNow && OXYGEN_DEVICES.indexOf(deviceNow)],
    [before.oxygen === 'ROOM_AIR' ? FIO2_OF_AIR : before.fio2, now.fio2],
    deviceBefore === deviceNow ? [before.oxygenFlowTenths, now.oxygenFlowTenths] : [null, null],
  ]
  return steps.some(([less, more]) => less !== null && more !== null && more > less)
}

const SUPPORT: OxygenSupport[] = ['ROOM_AIR', 'ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED']
const FIO2_OF_AIR = 21
