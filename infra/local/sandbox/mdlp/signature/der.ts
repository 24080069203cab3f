/** One value of DER (ITU-T X.690). */
export interface Der {
  readonly tag: number;
  /** Its content. */
  readonly value: Buffer;
  /** Tag, length and content. */
  readonly whole: Buffer;
}

/**
 * Reads one value from the start of bytes.
 *
 * @throws when it is cut off, or its length is indefinite, which DER forbids
 */
export function readDer(bytes: Buffer): Der {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined) throw new Error('DER is cut off');
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || more > 4 || bytes.length < 2 + more) throw new Error('no length of DER');
  const length = more === 0 ? first : bytes.readUIntBE(2, more);
  const end = 2 + more + length;
  if (bytes.length < end) throw new Error('DER is cut off');
  return { tag, value: bytes.subarray(2 + more, end), whole: bytes.subarray(0, end) };
}

/** The values inside a constructed one. */
export function insideOf({ value }: Der): Der[] {
  const values: Der[] = [];
  for (let rest = value; rest.length > 0; rest = rest.subarray(values.at(-1)?.whole.length)) values.push(readDer(rest));
  return values;
}

/** An object identifier as dotted numbers. */
export function oidOf({ tag, value }: Der): string {
  if (tag !== 0x06) throw new Error('an object identifier is expected');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of value) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...others] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...others].join('.');
}
