import { words } from './words.ts';

/** What of a PEM tells it from another, in a line. */
const pem = /-----BEGIN ([A-Z ]+)-----[\s\S]*?(\S{1,12})\s*-----END [A-Z ]+-----\s*/g;

/** One value of a version in a line. */
export function said(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.map(said).join('; ') || 'nothing';
  if (typeof value === 'string') return value.replace(pem, '$1 ending in $2');
  if (typeof value !== 'object') return String(value);
  const { level, gtin, quantity, contains, ...others } = Object(value);
  const packed = quantity === undefined ? '' : ` with ${quantity} of ${contains}`;
  const first = level === undefined ? [] : [`${level} ${gtin}${packed}`];
  return [...first, ...Object.entries(others).map(([name, one]) => `${words(name).toLowerCase()} ${said(one)}`)].join(
    ', ',
  );
}
