// Files made in the browser read like those of the hub.
import { describe, expect, it } from 'vitest'
import { toCsv } from '../../../src/web/ui/csv.ts'

describe('comma-separated values', () => {
  it('begin with the mark of UTF-8 and end every line as RFC 4180 wants', () => {
    expect(
      toCsv([
        ['时间', 'a'],
        ['t0', 2],
        ['t1', null],
      ]),
    ).toBe('\uFEFF时间,a\r\nt0,2\r\nt1,\r\n')
  })
  it.each([
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+86 10', "'+86 10"],
    ['@cmd', "'@cmd"],
    ['\tx', "'\tx"],
    ['=cmd("a"),b', '"\'=cmd(""a""),b"'],
    ['a=1', 'a=1'],
  ])('%j is written %s', (cell, written) => {
    expect(toCsv([[cell]])).toBe(`\uFEFF${written}\r\n`)
  })
  it('keep a negative number a number', () => {
    expect(toCsv([[-5, 0.1]])).toBe('\uFEFF-5,0.1\r\n')
  })
})
