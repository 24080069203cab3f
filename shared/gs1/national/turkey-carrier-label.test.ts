import { describe, expect, test } from 'vitest';
import { readCarrierLabel, writeCarrierLabel } from './turkey-carrier-label.ts';

describe('carrier label', () => {
  test('is 00 and an SSCC', () => {
    expect(readCarrierLabel('00195213212345678904')).toBe('195213212345678904');
    expect(writeCarrierLabel('195213212345678904')).toBe('00195213212345678904');
  });

  test.each([
    ['an SSCC alone', '195213212345678904', 'write 00 before the SSCC'],
    ['another beginning', '01195213212345678904', 'give 20 digits'],
    ['a digit too few', '0019521321234567890', 'give 20 digits'],
    ['letters', '0019521321234567890X', 'give 20 digits'],
    ['nothing', '', 'give 20 digits'],
  ])('%s is refused', (_, label, remedy) =>
    expect(readCarrierLabel(label)).toMatchObject({ refused: 'malformed', rule: 'PTS carrierLabel', remedy }),
  );

  test('a wrong check digit is refused where it stands', () => {
    expect(readCarrierLabel('00195213212345678903')).toMatchObject({ rule: 'GS1 GS §7.9', at: '2' });
    expect(writeCarrierLabel('195213212345678903')).toMatchObject({ rule: 'GS1 GS §7.9' });
  });
});
