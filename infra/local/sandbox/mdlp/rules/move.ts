import type { Container } from '../register/containers.ts';
import type { Pack } from '../register/register.ts';
import { isPack } from '../register/states.ts';
import { type Code, type Rejection, reject } from './codes.ts';
import { type Doc, hasCheckDigit, type Ruling, type World } from './judged.ts';
import { noticesOf } from './notices.ts';
import { type Named, objectsOf, type Taken } from './objects.ts';
import { worthProblem } from './priced.ts';
import type { Step } from './steps.ts';

/** Judges a document that does one thing to all that it names: each object for itself. */
export function move(doc: Doc, step: Step, world: World): Ruling {
  const errors: Rejection[] = [];
  const taken: Taken[] = [];
  for (const named of objectsOf(doc.root)) {
    const outcome = named.kind === 'sgtin' ? movePack(named, doc, step, world) : moveContainer(named, doc, step, world);
    if ('code' in outcome) errors.push(outcome);
    else taken.push(outcome);
  }
  return { errors, taken: taken.length, notices: noticesOf(doc, step, { taken, errors }, world) };
}

function movePack(named: Named, doc: Doc, step: Step, world: World): Taken | Rejection {
  const { register } = world;
  const { id } = named;
  if (!hasCheckDigit(id.slice(0, 14))) return reject('GTIN_CHECK_DIGIT', id);
  const row = register.find(id);
  if (row === 0) return reject('UNKNOWN_SGTIN', id);
  const pack = register.read(row);
  const problem = packProblem(pack, doc, step, world) ?? worthProblem(named, []);
  if (problem !== undefined) return reject(problem, id, problem === 'WRONG_STATE' ? pack.state : undefined);
  if (step.goesWhole && register.containerOf(row) !== undefined) return reject('INSIDE_CONTAINER', id);
  if (named.node.attributes['withdrawal_part'] !== undefined) return { named, from: pack.holder };
  if (step.leaves) register.takeOut(row);
  change(row, pack, doc, step, world);
  return { named, from: pack.holder };
}

function moveContainer(named: Named, doc: Doc, step: Step, world: World): Taken | Rejection {
  const { register } = world;
  const { id } = named;
  if (!hasCheckDigit(id)) return reject('SSCC_CHECK_DIGIT', id);
  const container = register.container(id);
  if (container === undefined) return reject('UNKNOWN_SSCC', id);
  if (step.goesWhole && container.parent !== undefined) return reject('INSIDE_CONTAINER', id);
  let from: string | undefined;
  for (const row of register.allIn(container)) {
    const pack = register.read(row);
    const problem = packProblem(pack, doc, step, world);
    if (problem !== undefined) return reject(problem, id, `${register.sgtinOf(row)} is ${pack.state}`);
    from ??= pack.holder;
  }
  if (from === undefined) return reject('EMPTY_SSCC', id);
  const problem = worthProblem(named, packsIn(container, world));
  if (problem !== undefined) return reject(problem, id);
  for (const row of register.allIn(container)) change(row, register.read(row), doc, step, world);
  return { named, from };
}

function* packsIn(container: Container, { register }: World): Generator<Pack> {
  for (const row of register.allIn(container)) yield register.read(row);
}

function packProblem(pack: Pack, doc: Doc, { from, may }: Step, { subjects }: World): Code | undefined {
  if (!isPack(pack.state)) return 'UNKNOWN_SGTIN';
  if (!from.includes(pack.state)) return 'WRONG_STATE';
  if (!may(pack, doc, subjects.isSame)) return 'NOT_HELD';
  return doc.type === 415 && isOver(pack.batch?.expiry ?? '', doc.at) ? 'EXPIRED' : undefined;
}

/** The day of expiry is the last. */
function isOver(expiry: string, at: number): boolean {
  const [day, month, year] = expiry.split('.').map(Number);
  return at >= Date.UTC(year ?? 0, (month ?? 1) - 1, (day ?? 1) + 1);
}

function change(row: number, pack: Pack, doc: Doc, step: Step, { register }: World): void {
  register.write(row, { ...step.change(pack, doc), last: doc.number, since: Math.floor(doc.at / 1000) });
}
