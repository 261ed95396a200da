import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { billed, type Discount } from '../../src/invoices/amount-rules.js'
import { type InvoiceDocument, invoicePdf } from '../../src/invoices/pdf.js'
import { type Charge, invoiceLines, type LineKind } from '../../src/invoices/rules.js'
import { billTotals } from '../../src/invoices/total-rules.js'
import { day } from '../../src/shared/calendar.js'
import { canPrint, printable } from '../../src/web/pdf-font.js'
import { english } from '../../src/web/words.js'

const stay: Charge[] = [
  { kind: 'ROOM', description: 'COVID Ward A, bed 12', quantity: 7, unitPriceMinor: 450_000n },
  { kind: 'ROOM', description: 'High dependency unit, bed 3', quantity: 2, unitPriceMinor: 1_250_000n },
  { kind: 'MEDICINE', description: 'Remdesivir 100 mg injection', quantity: 6, unitPriceMinor: 280_000n },
  { kind: 'DOCTOR', description: 'Daily visits', quantity: 9, unitPriceMinor: 120_000n },
  { kind: 'OTHER', description: 'Oxygen by nasal cannula, per day', quantity: 4, unitPriceMinor: 180_050n },
]

const patient: InvoiceDocument['patient'] = {
  name: 'Ananya Krishnan',
  localName: 'अनन्या',
  number: 'W-004211',
  address: '7, Third Cross Street\nChennai 600090',
  phone: '+919876543210',
}

const mark = { code: 'K7QF-2M9X-3RTA-8WHB', url: 'https://wardwell.test/verify/K7QF-2M9X-3RTA-8WHB' }

/** The lines of charges, with what is taken off each and the tax on each. */
function billing(
  charges: Charge[],
  whole: Discount | null = null,
  taxOf: (kind: LineKind) => number = () => 0,
) {
  const lines = invoiceLines(charges).map((line) => ({ ...line, discount: null }))
  const reckoned = billed(lines, whole, taxOf)
  return lines.flatMap((line, at) => {
    const amounts = reckoned[at]
    return amounts ? [{ ...line, ...amounts, discountReason: null }] : []
  })
}

function invoice(charges: Charge[] = stay, changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const lines = billing(charges)
  return {
    hospital: {
      name: 'Wardwell Hospital',
      address: '14 Lake View Road, Chennai 600020',
      phone: '+914428290200',
      email: 'billing@wardwell.test',
    },
    number: 'INV-2026-000123',
    issuedOn: day('2026-11-21'),
    dueOn: day('2026-12-06'),
    voidOn: null,
    patient,
    doctors: ['Dr. Meera Subramanian', 'Dr. Arjun Rao'],
    symptoms: ['Fever', 'Dry cough'],
    stay: { admittedOn: day('2026-11-12'), dischargedOn: day('2026-11-21'), days: 9 },
    lines,
    discountReason: null,
    totalMinor: billTotals(lines).totalMinor,
    currency: 'INR',
    locale: 'en-IN',
    ...changes,
  }
}

async function bytesOf(document: InvoiceDocument, t = english): Promise<Buffer> {
  // A pdfkit document is a readable stream, which its types leave out.
  return buffer(invoicePdf(document, mark, t) as unknown as Readable)
}

async function pagesOf(document: InvoiceDocument, t = english): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await bytesOf(document, t))))
  return text
}

describe('the invoice as a document', () => {
  test('U-13 F-18 a patient reads who, when, how many days, each line and the total', async () => {
    const [page = '', ...more] = await pagesOf(invoice())
    expect(more).toEqual([])
    for (const part of [
      'Wardwell Hospital',
      '14 Lake View Road, Chennai 600020',
      '+914428290200',
      'billing@wardwell.test',
      'INV-2026-000123',
      'Issued on Sat 21 Nov 2026',
      'Patient Ananya Krishnan',
      'Patient number W-004211',
      'Mobile +91 98765 43210',
      'Address 7, Third Cross Street\nChennai 600090',
      'Doctors Dr. Meera Subramanian\nDr. Arjun Rao',
      'Symptoms Fever, Dry cough',
      'Admitted on Thu 12 Nov 2026',
      'Discharged on Sat 21 Nov 2026',
      'To be paid by Sun 6 Dec 2026',
      'Days 9',
      'the day of admission counts and the day of discharge does not',
      'Description Quantity Rate Amount',
      'COVID Ward A, bed 12 7 ₹4,500.00 ₹31,500.00',
      'High dependency unit, bed 3 2 ₹12,500.00 ₹25,000.00',
      'Remdesivir 100 mg injection 6 ₹2,800.00 ₹16,800.00',
      'Daily visits 9 ₹1,200.00 ₹10,800.00',
      'Oxygen by nasal cannula, per day 4 ₹1,800.50 ₹7,202.00',
      'Room charges ₹56,500.00',
      'Medicine ₹16,800.00',
      "Doctor's charges ₹10,800.00",
      'Other charges ₹7,202.00',
      'Total ₹91,302.00',
      'In words: Rupees Ninety-One Thousand Three Hundred Two Only',
      'Wardwell Hospital · Invoice INV-2026-000123 · W-004211',
      'Page 1 of 1',
      'Is this paper genuine?',
      'K7QF-2M9X-3RTA-8WHB',
    ])
      expect(page).toContain(part)
    for (const part of ['Taken off', 'Tax', 'Void', 'How amounts are rounded'])
      expect(page).not.toContain(part)
  })

  test('C-08 what is taken off and the tax have columns, a summary by rate, and the rule of rounding', async () => {
    const taxes: Partial<Record<LineKind, number>> = { ROOM: 500, MEDICINE: 1200 }
    const lines = billing(stay, { basisPoints: 1000 }, (kind) => taxes[kind] ?? 0)
    const { totalMinor } = billTotals(lines)
    expect(totalMinor).toBe(8_652_870n)
    const discountReason = 'Agreed with the insurer'
    const [page = ''] = await pagesOf(invoice(stay, { lines, totalMinor, discountReason }))
    const flat = page.replace(/\s+/g, ' ')
    for (const part of [
      'Description Quantity Rate Taken off Tax Amount',
      'COVID Ward A, bed 12 7 ₹4,500.00 ₹3,150.00 5 % ₹1,417.50 ₹29,767.50',
      'Daily visits 9 ₹1,200.00 ₹1,080.00 – ₹9,720.00',
      'Before discount ₹91,302.00',
      'Taken off -₹9,130.20',
      'Before tax ₹82,171.80',
      'Tax of 5 % on ₹50,850.00 ₹2,542.50',
      'Tax of 12 % on ₹15,120.00 ₹1,814.40',
      'Total ₹86,528.70',
      'Taken off the whole bill: Agreed with the insurer',
      'How amounts are rounded',
    ])
      expect(flat).toContain(part)
  })

  test('an invoice that is void says so first, and asks for nothing', async () => {
    const [page = ''] = await pagesOf(invoice(stay, { voidOn: day('2026-11-23') }))
    expect(page).toContain('Void since Mon 23 Nov 2026: nothing is to be paid on this invoice.')
    expect(page).not.toContain('To be paid by')
  })

  test('G-O1 a name in Devanagari is printed from the embedded font and reads back', async () => {
    const [page] = await pagesOf(
      invoice(stay, { patient: { ...patient, name: 'Asha Devi', localName: 'आशा देवी' } }),
    )
    expect(page).toContain('आशा देवी')
    const file = (await bytesOf(invoice())).toString('latin1')
    expect(file).toMatch(/\/FontName \/[A-Z]{6}\+NotoSans/)
    expect(file).not.toContain('Helvetica')
  })

  test('G-O1 letters that the font lacks leave an honest gap and a note; signs are spelt out', async () => {
    const tamil = { ...patient, localName: 'அனன்யா', address: 'Adyar, சென்னை 600020' }
    const drug: Charge = {
      kind: 'MEDICINE',
      description: 'Inhaler 200 µg ≥ ½',
      quantity: 1,
      unitPriceMinor: 100n,
    }
    const [page = ''] = await pagesOf(invoice([drug], { patient: tamil }))
    expect(page).toContain('Patient Ananya Krishnan\nPatient number')
    expect(page).toContain('Adyar, [?] 600020')
    expect(page).toContain('Inhaler 200 mcg >= 1/2')
    expect(page).toContain('This document cannot show every script.')
    expect((await pagesOf(invoice())).join()).not.toContain('cannot show every script')
  })

  test('G-O1 control characters and marks that reverse reading are not printed', async () => {
    const odd = { ...patient, name: 'Ana\0n\u202eya \u001b[31mKrishnan', localName: null }
    const [page] = await pagesOf(invoice(stay, { patient: odd }))
    expect(page).toContain('Patient Ananya [31mKrishnan\n')
  })

  test('G-O1 PDF syntax in a name stays text', async () => {
    const hostile = { ...patient, name: ') Tj ET <</S/JS>> \\( endobj', localName: null }
    const [page] = await pagesOf(invoice(stay, { patient: hostile }))
    expect(page).toContain(') Tj ET <</S/JS>> \\( endobj')
  })

  test('U-13 sixty medicines go over several pages, each with the titles, none lost, numbered', async () => {
    const medicines = Array.from(
      { length: 60 },
      (_, index): Charge => ({
        kind: 'MEDICINE',
        description: `Medicine ${index + 1}${index % 6 === 0 ? ` with a long name that goes on ${'and on '.repeat(12)}to the end` : ''}`,
        quantity: index + 1,
        unitPriceMinor: 1_050n,
      }),
    )
    const pages = await pagesOf(invoice([...stay, ...medicines]))
    expect(pages.length).toBeGreaterThanOrEqual(3)
    pages.forEach((page, index) => {
      expect(page).toContain('Description Quantity Rate Amount')
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
      expect(page).toContain('INV-2026-000123')
    })
    const whole = pages.join('\n')
    for (let n = 1; n <= 60; n++)
      expect(whole.match(new RegExp(`Medicine ${n}\\b`, 'g')), `medicine ${n}`).toHaveLength(1)
    expect(whole.match(/to the end/g)).toHaveLength(10)
    expect(pages.at(-1)).toContain('Total ₹1,10,517.00')
  })

  test('U-13 wherever a page ends, a heading keeps its first line, and the total keeps its words', async () => {
    for (let count = 12; count <= 40; count++) {
      const medicines = Array.from(
        { length: count },
        (): Charge => ({ kind: 'MEDICINE', description: 'Tablet', quantity: 1, unitPriceMinor: 100n }),
      )
      const pages = await pagesOf(invoice([...medicines, ...stay]))
      for (const page of pages)
        expect(page).not.toMatch(
          /(?:Room charges|Medicine|Doctor's charges|Other charges)\nWardwell Hospital ·/,
        )
      const total = pages.find((page) => page.includes('\nTotal ₹'))
      expect(total).toContain('In words:')
      expect(total).toContain('Other charges ₹7,202.00')
    }
  })

  test('U-13 a word or an address that is too long is broken, not cut', async () => {
    const long = 'Chargoggagogg'.repeat(12)
    const [page = ''] = await pagesOf(
      invoice(stay, { patient: { ...patient, address: `${long} ${'Street '.repeat(40)}` } }),
    )
    expect(page.replace(/\n/g, '')).toContain(long)
    expect(page.match(/Street/g)).toHaveLength(40)
  })

  test('G-C9 an invoice whose lines do not come to its total is not printed', () => {
    expect(() => invoicePdf({ ...invoice(), totalMinor: 1n }, mark, english)).toThrow(RangeError)
  })

  test('U-13 the same invoice is the same file, today and in ten years', async () => {
    const first = await bytesOf(invoice())
    await new Promise((later) => setTimeout(later, 1100))
    expect((await bytesOf(invoice())).equals(first)).toBe(true)
  })

  test('an invoice without a stay, address, mobile, doctor or symptoms says so', async () => {
    const bare = { ...patient, localName: null, address: null, phone: null }
    const [page = ''] = await pagesOf(invoice(stay, { patient: bare, stay: null, doctors: [], symptoms: [] }))
    for (const label of ['Mobile', 'Address', 'Doctors', 'Symptoms'])
      expect(page).toContain(`${label} Not recorded`)
    expect(page).not.toContain('Admitted on')
    expect(page).not.toContain('How days are counted')
  })

  test('every text of the document goes through the translator', async () => {
    const [page = ''] = await pagesOf(invoice(), (sentence, values) => `«${english(sentence, values)}»`)
    const own = [
      'Wardwell',
      '14 Lake',
      '+91',
      'INV-',
      'K7QF-',
      'https://',
      'Ananya',
      'अनन्या',
      '7, Third',
      'Chennai',
      'Dr. ',
      'W-0',
      '9',
      'Fever',
      'Thu',
      'Sat',
    ]
    const lines = page.split('\n').filter((line) => !line.includes('«') && !line.includes('»'))
    for (const line of lines)
      expect(own.some((start) => line.startsWith(start)) || /₹|^as one day|counted/.test(line), line).toBe(
        true,
      )
  })
})

describe('what the font can print', () => {
  test('G-O1 Latin with accents, Devanagari and the rupee sign', () => {
    for (const text of ['Ananya', 'José Đặng Łukasz', 'कर्म क्षत्रिय हिन्दी १२३', '₹ € – “quoted” …', 'µg ½ ±'])
      expect(canPrint(text), text).toBe(true)
    for (const text of ['அனன்யா', 'অনন্যা', 'اردو', '漢字', '😀']) expect(canPrint(text), text).toBe(false)
  })

  test('a run of letters that it lacks is one gap', () => {
    expect(printable('சென்னை Chennai 漢字')).toBe('[?] Chennai [?]')
    expect(printable('[?]')).toBe('[?]')
  })
})
