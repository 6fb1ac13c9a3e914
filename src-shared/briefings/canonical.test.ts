import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

test('the same value has one form, whatever the order of its keys, its normal form and what is undefined', () => {
  const one = { b: [1, { y: null, x: true }], a: 'e\u0301\n"', c: undefined }
  const other = Object.assign(Object.create(null), { a: '\u00e9\n"', b: [1, { x: true, y: null }] })
  expect([canonicalJson(one), canonicalJson(other)]).toEqual(
    Array(2).fill('{"a":"é\\n\\"","b":[1,{"x":true,"y":null}]}'),
  )
})

test('keys are sorted by code unit, and a list keeps its order', () => {
  expect(canonicalJson({ ä: 1, z: 2, B: 3, 10: 4, 9: 5, list: ['b', 'a'] })).toBe(
    '{"10":4,"9":5,"B":3,"list":["b","a"],"z":2,"ä":1}',
  )
})

test.each([
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1n,
  () => 1,
  new Date(0),
  new Map(),
  [undefined],
  '\ud800',
  { '\u00e9': 1, 'e\u0301': 2 },
])('what JSON cannot say without loss is refused (%#)', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError)
})
