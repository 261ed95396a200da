/** The page that an answer sends the browser to. */
export const goesTo = (answer: { headers: Record<string, string | undefined> }): string =>
  answer.headers.location ?? ''
