import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { couponRule, positiveOfferRule } from './coupon-rules.ts';

const coupon = (value: string) => couponRule(value, 0, value.length);
const offer = (value: string) => positiveOfferRule(value, 0, value.length);

// Prefix of 7 digits, offer, save value of 3, requirement of 1, its code and family.
const least = `1${'9521321'}${'654321'}${'3100'}${'15'}${'0'}${'123'}`;

describe('coupon code of North America', () => {
  test('ends with its first purchase', () => expect(coupon(least)).toBeUndefined());

  test('may say more, in the order of the digits that announce it', () => {
    const second = `1${'0'}${'12'}${'4'}${'456'}${'9'}`;
    const third = `2${'15'}${'9'}${'789'}${'0952132'}`;
    const dates = `3${'281231'}4${'280101'}`;
    const rest = `5${'0123456'}6${'17654321'}9${'0210'}`;
    expect(coupon(least + second + third + dates + rest)).toBeUndefined();
    expect(coupon(least + rest)).toBeUndefined();
    expect(coupon(least + third + second)).toMatchObject({ offset: least.length + third.length });
  });

  test.each([
    ['a letter', `X${least.slice(1)}`, 0],
    ['a letter in the middle', least.replace('654321', '6543X1'), 12],
    ['a prefix of 13 digits', `7${least.slice(1)}`, 0],
    ['a save value of 9 digits', least.replace('3100', '9100'), 14],
    ['a requirement code of 5', `${least.slice(0, -4)}5123`, least.length - 4],
    ['a field that does not exist', `${least}7`, least.length],
    ['a field twice', `${least}50123456${'5'}0123456`, least.length + 8],
    ['month 13', `${least}3281301`, least.length + 3],
    ['a start after the end', `${least}32801014281231`, least.length + 8],
    ['a save value code of 3', `${least}93000`, least.length + 1],
    ['a retailer without digits', `${least}60123456`, least.length + 1],
  ])('%s is refused where it is', (_, value, offset) => expect(coupon(value)).toMatchObject({ offset }));

  test('cut anywhere it is refused inside, unless a field ends there', () => {
    const long = `${least}3281231${'5'}0123456${'9'}0210`;
    const whole = [least.length, least.length + 7, least.length + 15, long.length];
    for (let end = 0; end <= long.length; end++) {
      const problem = coupon(long.slice(0, end));
      if (whole.includes(end)) expect(problem).toBeUndefined();
      else expect(problem?.offset).toBeLessThanOrEqual(end);
    }
  });

  test('no text makes it throw', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{0,70}$/)), (value) => {
        for (const problem of [coupon(value), offer(value)])
          if (problem) expect(problem.offset).toBeLessThanOrEqual(value.length);
      }),
    ));
});

describe('coupon code of a positive offer file', () => {
  const good = `0${'1'}${'9521321'}${'654321'}${'0'}${'123456'}`;

  test('has format, funder, offer and serial, and nothing behind', () => {
    expect(offer(good)).toBeUndefined();
    expect(offer(`${good}1`)).toMatchObject({ offset: good.length });
    expect(offer(good.slice(0, -1))).toMatchObject({ offset: good.length - 1 });
    expect(offer(`2${good.slice(1)}`)).toMatchObject({ offset: 0 });
  });

  test('may have a serial of fifteen digits', () =>
    expect(offer(`${good.slice(0, -7)}9${'0'.repeat(15)}`)).toBeUndefined());
});
