import { readFileSync } from 'node:fs'
import { readVectors, runVectors } from './vector-run.js'

const [file] = process.argv.slice(2)

if (file === undefined) {
  console.error('Usage: npm run triage:vectors -- FILE')
  process.exitCode = 2
} else {
  try {
    const { vectors, orderings } = readVectors(readFileSync(file, 'utf8'))
    const { lines, failed } = runVectors(vectors, orderings)
    for (const line of lines) console.log(line)
    process.exitCode = failed > 0 ? 1 : 0
  } catch (error) {
    console.error(`Cannot run ${file}: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 2
  }
}
