import { reject } from './codes.ts';
import { dropOut, emit, pack } from './emission.ts';
import { headProblem } from './head.ts';
import { type Doc, type Ruling, rejected, type World } from './judged.ts';
import { move } from './move.ts';
import { packInto, takeOut, unpack } from './packing.ts';
import { recall } from './recall.ts';
import { steps } from './steps.ts';

type Judge = (doc: Doc, world: World) => Ruling;

const others: Readonly<Record<number, Judge>> = {
  250: recall,
  911: packInto,
  912: unpack,
  913: takeOut,
  914: packInto,
  915: packInto,
  916: packInto,
  10300: emit,
  10305: dropOut,
  10311: pack,
  10319: pack,
};

/** Does what a document says as far as the rules allow, and says what was not allowed. */
export function judge(doc: Doc, world: World): Ruling {
  const problem = headProblem(doc, world);
  if (problem !== undefined) return rejected(problem);
  const step = steps[doc.type];
  if (step !== undefined) return move(doc, step, world);
  return others[doc.type]?.(doc, world) ?? rejected(reject('NOT_TAKEN'));
}
