import fc from 'fast-check';
import type { Decimal } from '#shared/epcis/event.ts';
import { exactNumber } from '#shared/wire/exact-number.ts';

const plain = fc.oneof(
  fc.constantFrom('0', '1', '26.0', '0.1', '0.10', '100', '1000000', '0.30000000000000004', '12.345678901234567'),
  fc.constantFrom('12345678901234567890', '0.00000000000000000001', '99999999999999999999.99999', '9007199254740993'),
  fc.stringMatching(/^(0|[1-9]\d{0,3})(\.\d{1,4})?$/),
  fc.stringMatching(/^[1-9]\d{15,25}\.\d{0,9}[05]$/),
);

/** A quantity: not negative, and without an exponent, which `xsd:decimal` does not have. */
export const anyQuantity: fc.Arbitrary<Decimal> = plain.map(exactNumber);

/** A measured value, as JSON and `xsd:double` both write it. */
export const anyDecimal: fc.Arbitrary<Decimal> = fc
  .oneof(
    { weight: 4, arbitrary: plain },
    { weight: 2, arbitrary: plain.map((text) => `-${text}`) },
    { weight: 1, arbitrary: fc.stringMatching(/^-?[1-9](\.\d{1,5})?[eE][+-]?\d{1,2}$/) },
  )
  .map(exactNumber);
