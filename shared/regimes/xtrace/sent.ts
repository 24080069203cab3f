import * as v from 'valibot';
import { jsonOf } from '../answers.ts';

const wrapped = v.object({ documentBody: v.string() });
const used = v.object({ sntins: v.array(v.string()), seriesNumber: v.string() });
const packed = v.object({
  aggregationUnits: v.array(v.object({ unitSerialNumber: v.string(), codes: v.array(v.string()) })),
});
const withdrawn = v.object({ withdrawalType: v.string(), codes: v.array(v.object({ code: v.string() })) });

/** What was sent, as far as answers are held against it. */
export type Sent =
  | { readonly kind: 'used'; readonly series: string; readonly count: number }
  | { readonly kind: 'packed'; readonly units: v.InferOutput<typeof packed>['aggregationUnits'] }
  | { readonly kind: 'withdrawn'; readonly codes: readonly string[] };

/** Reads a message of ours; `undefined` where nothing is at hand, or it is none. */
export function readSent(text: string): Sent | undefined {
  const body = jsonOf(text);
  const document = v.is(wrapped, body) ? jsonOf(decoded(body.documentBody)) : body;
  if (v.is(used, document)) return { kind: 'used', series: document.seriesNumber, count: document.sntins.length };
  if (v.is(packed, document)) return { kind: 'packed', units: document.aggregationUnits };
  if (v.is(withdrawn, document)) return { kind: 'withdrawn', codes: document.codes.map(({ code }) => code) };
  return undefined;
}

function decoded(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  } catch {
    return '';
  }
}
