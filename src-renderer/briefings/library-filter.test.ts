import { expect, test } from 'vitest'
import { collectionKey, collectionsOf, noFilter, readState, shownRows, tagsOf } from './library-filter.ts'
import { sampleRows } from './sample-rows.ts'

const ids = (...how: Parameters<typeof shownRows>) => shownRows(...how).map(({ id }) => id)

test('a briefing is unread, changed since read, being read or finished', () => {
  expect(sampleRows.map(readState)).toEqual(['unread', 'changed', 'reading', 'finished'])
})

test('rows are sorted by date of issue, by date received, or by title in the language of the interface', () => {
  expect({
    issued: ids(sampleRows, noFilter, 'issued', 'zh-TW'),
    received: ids(sampleRows, noFilter, 'received', 'zh-TW'),
    zh: ids(sampleRows.slice(0, 2), noFilter, 'title', 'zh-TW'),
    en: ids(sampleRows.slice(0, 3), noFilter, 'title', 'en'),
  }).toEqual({
    issued: ['a', 'd', 'b', 'c'],
    received: ['b', 'a', 'd', 'c'],
    // By strokes: 一 has one, 上 has three.
    zh: ['b', 'a'],
    en: ['c', 'b', 'a'],
  })
})

test('a filter leaves a collection, a tag, or what is unread or changed', () => {
  expect({
    collection: ids(sampleRows, { ...noFilter, collection: collectionKey({ 'zh-TW': '聯合國' }) }, 'issued', 'zh-TW'),
    tag: ids(sampleRows, { ...noFilter, tag: 'WAICO' }, 'issued', 'zh-TW'),
    unread: ids(sampleRows, { ...noFilter, unread: true }, 'issued', 'zh-TW'),
  }).toEqual({ collection: ['b'], tag: ['a', 'd'], unread: ['a', 'b'] })
})

test('collections are counted, and tags listed once', () => {
  expect({
    collections: collectionsOf(sampleRows).map(({ name, count }) => [name['zh-TW'], count]),
    tags: tagsOf(sampleRows),
  }).toEqual({
    collections: [
      ['全球 AI 治理', 3],
      ['聯合國', 1],
    ],
    tags: ['UN', 'WAICO'],
  })
})
