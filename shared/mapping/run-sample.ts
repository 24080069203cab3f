import { canonicalEvent } from '../epcis/canonical-event.ts';
import type { EpcisEvent } from '../epcis/event.ts';
import { readDocument } from '../epcis/read-document.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { canonicalJson } from '../wire/canonical-json.ts';
import { readJsonText } from '../wire/read-json-text.ts';
import type { Mapping } from './mapping.ts';
import type { Prefixes, ReadBack } from './results.ts';
import type { Sample } from './sample.ts';
import { toldAsJson, tryMapping } from './try-mapping.ts';

/** What became of a sample. */
export interface SampleOutcome {
  readonly name: string;
  readonly passed: boolean;
  /** Where it differs from what is expected; absent when it passed. */
  readonly differs?: string;
  readonly output?: string;
  readonly problems?: readonly Refusal[];
}

/** Tests a mapping by a sample. */
export function runSample(mapping: Mapping, sample: Sample, prefixes: Prefixes): SampleOutcome {
  const { name, expect } = sample;
  const attempt = tryMapping(mapping, sample.input, sample, prefixes);
  if ('problems' in attempt) {
    const { problems } = attempt;
    const differs = 'problems' in expect ? untold(expect.problems, problems) : `refused: ${problems[0]?.detail ?? ''}`;
    return { name, problems, ...judged(differs) };
  }
  const output =
    'read' in attempt ? toldAsJson(attempt.read, sample.at) : attempt.documents.map(({ body }) => body).join('\n');
  if ('problems' in expect) return { name, output, ...judged('it was taken, and refusals are expected') };
  const differs = 'read' in attempt ? otherRead(attempt.read, expect.output) : otherText(output, expect.output);
  return { name, output, ...judged(differs) };
}

const judged = (differs: string | undefined) => ({
  passed: differs === undefined,
  ...(differs !== undefined && { differs }),
});

type Expected = Extract<Sample['expect'], { problems: unknown }>['problems'];

function untold(expected: Expected, problems: readonly Refusal[]): string | undefined {
  const missing = expected.find(
    (one) =>
      !problems.some(
        (told) =>
          (one.at === undefined || one.at === told.at) &&
          (one.detail === undefined || told.detail.includes(one.detail)),
      ),
  );
  return missing && `no refusal says ${missing.detail ?? 'anything'} at ${missing.at ?? 'any place'}`;
}

/** The first line that is another. */
function otherText(output: string, expected: string): string | undefined {
  if (output === expected) return undefined;
  const [lines, wanted] = [output.split('\n'), expected.split('\n')];
  const at = wanted.findIndex((line, i) => line !== lines[i]);
  const line = at < 0 ? wanted.length : at;
  return `line ${line + 1} is ${shown(lines[line])}, ${shown(wanted[line])} is expected`;
}

const shown = (text: string | undefined): string =>
  text === undefined ? 'not there' : JSON.stringify(text.slice(0, 200));

function otherRead(read: ReadBack, expected: string): string | undefined {
  if (read.family !== 'epcis') {
    const wanted = readJsonText(expected, { depth: 64, length: 1_000_000 });
    if (isRefusal(wanted)) return `what is expected is no JSON: ${wanted.detail}`;
    const told = canonicalJson({ family: read.family, content: JSON.parse(JSON.stringify(read.content)) });
    return told === canonicalJson(wanted.value) ? undefined : `the ${read.family} says something else`;
  }
  const document = readDocument(expected);
  if (isRefusal(document)) return `what is expected is no EPCIS document: ${document.detail}`;
  if (document.events.length !== read.events.length)
    return `${read.events.length} events, ${document.events.length} are expected`;
  const other = read.events.findIndex((event, i) => !isSame(event, document.events[i]));
  return other < 0 ? undefined : `event ${other + 1} says something else`;
}

const isSame = (a: EpcisEvent, b: EpcisEvent | undefined): boolean =>
  b !== undefined && a.eventID === b.eventID && canonicalEvent(a) === canonicalEvent(b);
