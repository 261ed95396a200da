import { expect, test, vi } from 'vitest'

test('ids are of version 7, each its own, and of two the later is the greater', async () => {
  // Ids never go back: a module that saw a later clock would go on from there.
  vi.resetModules()
  const { newId } = await import('../../src/shared/ids.js')
  const ids = Array.from({ length: 10_000 }, newId)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  expect(
    Math.abs(Number.parseInt(ids[0]?.slice(0, 13).replace('-', '') ?? '', 16) - Date.now()),
  ).toBeLessThan(5_000)
})
