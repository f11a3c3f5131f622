// Personal data in texts: what is masked, and what is left as it is.
import { describe, expect, it } from 'vitest'
import { maskName, maskPhone, maskTexts } from '../../src/core/mask.ts'

describe('masks', () => {
  it.each([
    ['张三丰', '张**'],
    [' 李四', '李**'],
    ['𠮷田', '𠮷**'],
    ['', '**'],
  ])('name %j → %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it.each([
    ['13812341234', '138****1234'],
    ['+86 138-1234-1234', '861****1234'],
    ['0514-87654321', '051****4321'],
    ['12345', '****45'],
    ['', '****'],
  ])('phone %j → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  it.each([
    ['张先生13812341234反映', '张先生138****1234反映'],
    ['电话 138 1234 1234。', '电话 138****1234。'],
    ['身份证32100219900101123X', '身份证3210**********123X'],
    ['文昌中路188号', '文昌中路188号'],
    ['a-1@13812341234567', 'a-1@13812341234567'],
    ['9f13812341234ab', '9f13812341234ab'],
  ])('text %j → %s', (text, masked) => expect(maskTexts(text)).toBe(masked))

  it('reach every depth and leave numbers alone', () => {
    expect(maskTexts({ a: [{ b: '打13812341234' }], at: 1_381_234_123_400 })).toEqual({
      a: [{ b: '打138****1234' }],
      at: 1_381_234_123_400,
    })
  })
})
