import type { TypedRow } from './rows-field.tsx';
import type { Fault } from './sandbox-shape.ts';

/** A fault as it is typed: `more` is the status of `status`, or the milliseconds of `slow`; `after` the seconds that a status asks to be left alone for. */
export const typedFault = ({ on, kind, from, count, rate, status, retryAfter, ms }: Fault): TypedRow => ({
  on,
  kind,
  from: textOf(from),
  count: textOf(count),
  rate: textOf(rate),
  more: textOf(status ?? ms),
  after: textOf(retryAfter),
});

/** The fault that is meant; what is not typed is left out, and one request, the next, where nothing says when. */
export function faultOf({ on = '', kind = '', more = '', after = '', ...typed }: TypedRow): Fault {
  const { from = '', count = '', rate = '' } = typed;
  const when = rate.trim() === '' ? { from: numberOf(from) ?? 1, count: numberOf(count) ?? 1 } : { rate: Number(rate) };
  const number = numberOf(more);
  const what = number === undefined ? {} : kind === 'slow' ? { ms: number } : { status: number };
  const retryAfter = numberOf(after);
  return { on, kind, ...when, ...what, ...(kind === 'status' && retryAfter !== undefined && { retryAfter }) };
}

const textOf = (number: number | undefined) => (number === undefined ? '' : String(number));
const numberOf = (text: string) => (text.trim() === '' ? undefined : Number(text));
