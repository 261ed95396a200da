/** How people leave the hospital, to choose from; anything else may be typed. */
export const conditionWords = [
  'Recovered',
  'Improved',
  'Unchanged',
  'Left against medical advice',
  'Transferred to another hospital',
  'Died',
]

export const LONGEST = {
  diagnosis: 2000,
  course: 10_000,
  condition: 300,
  medicines: 5000,
  advice: 5000,
  reason: 500,
}
