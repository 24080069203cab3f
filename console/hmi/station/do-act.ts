import { inWords, send, tried } from '../data/ask.ts';
import { pathOf } from '../line/command-line.ts';
import { askFor } from '../parts/ask-for.ts';
import type { Field } from '../parts/field.tsx';
import { say } from '../parts/notice.tsx';
import { sign } from '../parts/sign.ts';
import { texts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { type ActName, acts, membersOf } from './acts.ts';
import { type ActDone, actShape, type Thing } from './thing-shape.ts';

interface Asked {
  readonly line: string;
  readonly scan: string;
  readonly thing: Thing;
  readonly scans: readonly string[];
}

/** What a person chooses for an act before it is signed for. */
function choicesOf(act: ActName, { is }: Thing): Field[] {
  const { station, words } = texts();
  if (act === 'sample') return [{ name: 'kind', label: station.kind, options: words.sample }];
  const takesAll = is !== 'pack' && (act === 'decommission' || act === 'destroy');
  return takesAll
    ? [{ name: 'cascade', label: station.acts[act], type: 'many', required: false, options: { true: station.cascade } }]
    : [];
}

/** Does an act by hand, signed with a reason. Answers what came of it, in words, or undefined when the person gave up. */
export async function doAct(act: ActName, { line, scan, thing, scans }: Asked): Promise<string | undefined> {
  const { station, person, goOn } = texts();
  const path = pathOf(line, `/${act}`);
  if (act === 'scan-back') return readBack(path, scan, station.done.back(nameOf(thing)));
  const fields = choicesOf(act, thing);
  const chosen = fields.length === 0 ? {} : await askFor(station.acts[act], fields, goOn);
  if (chosen === undefined) return undefined;
  const { cascade, ...rest } = chosen;
  const body = { scan, ...membersOf(acts[act].gathers, scans), ...rest, ...(cascade === 'true' && { cascade: true }) };
  let done: ActDone | undefined;
  await sign(wordOf(station.meanings, act), {
    reason: person.why,
    about: [nameOf(thing), ...scans],
    tries: async (signature) => {
      try {
        done = await send('POST', path, { ...body, signature }, actShape);
        return '';
      } catch (error) {
        return inWords(error);
      }
    },
  });
  return done && doneWords(done);
}

/** Nobody signs that a label was read. */
async function readBack(path: string, scan: string, done: string): Promise<string | undefined> {
  const why = await tried('POST', path, { scan });
  if (why === '') return done;
  say(why);
  return undefined;
}

function doneWords({ printed, why }: ActDone): string {
  const { done } = texts().station;
  if (printed === undefined) return done.act;
  return [done.act, printed ? done.printed : done.notPrinted, why].filter(Boolean).join(' ');
}

/** How people call it. */
export const nameOf = (thing: Thing): string =>
  thing.is === 'pack'
    ? `${texts().station.isPack} ${thing.serial}`
    : `${wordOf(texts().words.level, thing.is)} ${thing.epc ?? thing.container}`;

/** A person tells how many packs stand in a layer that is not whole. */
export async function confirmLayer(line: string): Promise<string | undefined> {
  const { station, person, goOn } = texts();
  const given = await askFor(station.layer, [{ name: 'packs', label: station.layerPacks, type: 'number' }], goOn);
  if (given === undefined) return undefined;
  const packs = Number(given['packs']);
  const isDone = await sign(station.layerMeaning(packs), {
    reason: person.why,
    tries: (signature) => tried('POST', pathOf(line, '/confirm-layer'), { packs, signature }),
  });
  return isDone ? station.done.act : undefined;
}
