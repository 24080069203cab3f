import type { Finding } from '#shared/line/finding.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Telling } from '../../line/telling.ts';
import type { Batch } from '../../store/batches.ts';
import { oneOf } from '../integrity/one-finding.ts';
import { applyToUnits } from './apply-number.ts';
import { contradictions } from './contradictions.ts';
import { findThing, type Thing } from './find-thing.ts';
import type { NumbersFact, Result } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { clearHeld, holdFact } from './hold-fact.ts';
import { judgeNumber, type Step } from './judge-number.ts';
import { applyToContainers, type ContainerStep, judgeContainerNumber } from './take-container-number.ts';
import type { Taking } from './taking.ts';

interface Judged {
  readonly units: {
    readonly unit: Extract<Thing, { is: 'unit' }>['unit'];
    readonly epc: string;
    readonly step: Step;
  }[];
  readonly containers: ContainerStep[];
  /** Those that something is wrong with, as they were told. */
  readonly wrong: { readonly told: string; readonly findings: readonly Finding[] }[];
}

/** Numbers that are taken in a step. */
const PIECE = 25;

/** How far a list of numbers is, and what has become of those before. */
export interface Part {
  readonly from: number;
  readonly isNew: boolean;
  readonly wrong?: Result | undefined;
}

/** A fact about numbers, with all that it is taken by. */
interface NumbersToTake {
  readonly needs: ForeignNeeds;
  readonly telling: Telling;
  readonly batch: Batch;
  readonly fact: NumbersFact;
  /** Of the fact, as a JSON pointer. */
  readonly at: string;
  readonly taking: Taking;
}

const begin: Part = { from: 0, isNew: false };

/**
 * Takes what a line says of numbers, some in every step. Those that contradict the records are held; the others are taken. One that cannot be read has the
 * whole list refused, before anything of it is taken.
 */
export function* takeNumbers(one: NumbersToTake, part: Part = begin): Generator<Part, Result> {
  const { needs, batch, fact, at } = one;
  const { length } = fact.numbers;
  let { from, isNew, wrong } = part;
  if (from === 0) {
    const unread = yield* unreadIn(needs, batch, fact, at);
    if (unread !== undefined) return unread;
  }
  while (from < length) {
    const piece = takePiece(one, from);
    isNew ||= piece.isNew;
    wrong = isRefused(wrong) ? (piece.wrong ?? wrong) : (wrong ?? piece.wrong);
    from += PIECE;
    if (from < length) yield { from, isNew, wrong };
  }
  return wrong ?? (isNew ? 'taken' : 'known');
}

/** Nothing of it is held: what is held says more. */
const isRefused = (result: Result | undefined): boolean => result !== undefined && isRefusal(result);

function takePiece({ needs, telling, batch, fact, at, taking }: NumbersToTake, from: number) {
  const piece = { ...fact, numbers: fact.numbers.slice(from, from + PIECE) };
  const things = piece.numbers.map((told, i) => placed(needs, batch, told, `${at}/numbers/${from + i}`));
  const { units, containers, wrong } = judge(things, batch, piece, taking.word ?? 'line');
  applyToUnits(needs, telling, piece, units);
  applyToContainers(needs, telling, piece, containers);
  const bad = new Set(wrong.map(({ told }) => told));
  clearHeld(needs, batch, { ...piece, numbers: piece.numbers.filter((told) => !bad.has(told)) });
  const held = byCode(wrong).map((all) => {
    const numbers = all.map(({ told }) => told);
    const findings = all.flatMap((each) => each.findings);
    return holdFact(needs, batch, { fact: { ...piece, numbers }, findings }, taking.group);
  });
  const isNew = [...units, ...containers].some(({ step }) => step !== 'known');
  return { isNew, wrong: held.find((result) => !isRefusal(result)) ?? held[0] };
}

/** What is wrong in the same way is looked at together. */
function byCode(wrong: Judged['wrong']): Judged['wrong'][] {
  const codes = new Map<string, Judged['wrong']>();
  for (const one of wrong) {
    const { code } = oneOf(one.findings);
    codes.set(code, [...(codes.get(code) ?? []), one]);
  }
  return [...codes.values()];
}

/** What is wrong with a fact about numbers as it stands now, and may not be told whatever a person says. */
export function numbersWrong(
  needs: ForeignNeeds,
  batch: Batch,
  fact: NumbersFact,
  word: 'person' | 'line' = 'person',
): readonly Finding[] | Refusal {
  const unread = unreadIn(needs, batch, fact, '');
  for (let step = unread.next(); ; step = unread.next()) {
    if (!step.done) continue;
    if (step.value !== undefined) return step.value;
    const things = fact.numbers.map((told, i) => placed(needs, batch, told, `/numbers/${i}`));
    return judge(things, batch, fact, word).wrong.flatMap(({ findings }) => findings);
  }
}

interface PlacedThing {
  readonly told: string;
  readonly place: string;
  readonly thing: Thing;
}

/** What a number names; it was read before. Throws for one that cannot be. */
function placed(needs: ForeignNeeds, batch: Batch, told: string, place: string): PlacedThing {
  const thing = findThing(needs, batch, told);
  if (isRefusal(thing)) throw new Error(thing.detail);
  return { told, place, thing };
}

/** Why a list cannot be read. */
function* unreadIn(
  needs: ForeignNeeds,
  batch: Batch,
  { numbers }: NumbersFact,
  at: string,
): Generator<Part, Refusal | undefined> {
  const seen = new Set<string>();
  for (const [i, told] of numbers.entries()) {
    const place = `${at}/numbers/${i}`;
    const thing = findThing(needs, batch, told);
    if (isRefusal(thing)) return { ...thing, at: place };
    if (seen.has(thing.epc)) {
      return refuse('malformed', `${thing.epc} stands twice in the list`, {
        at: place,
        rule: 'each number once',
        remedy: 'Look whether it was read twice, or stands on two packs.',
      });
    }
    seen.add(thing.epc);
    if ((i + 1) % (2 * PIECE) === 0) yield begin;
  }
  return undefined;
}

function judge(things: readonly PlacedThing[], batch: Batch, fact: NumbersFact, word: 'person' | 'line'): Judged {
  const judged: Judged = { units: [], containers: [], wrong: [] };
  for (const { told, place, thing } of things) {
    const found = contradictions(thing, batch, place);
    if (found.length > 0) {
      judged.wrong.push({ told, findings: found });
      continue;
    }
    const finding = judgeOne(thing, fact, place, word, judged);
    if (finding !== undefined) judged.wrong.push({ told, findings: [finding] });
  }
  return judged;
}

function judgeOne(
  thing: Thing,
  { kind }: NumbersFact,
  place: string,
  word: 'person' | 'line',
  { units, containers }: Judged,
): Finding | undefined {
  const { epc } = thing;
  if (thing.is === 'unit') {
    const { state, isEncoded, container, isTold } = thing.unit;
    const step = judgeNumber(kind, { state, isEncoded, isPacked: container !== undefined, isTold }, epc, place);
    const isWrong = typeof step === 'object' && 'code' in step;
    if (!isWrong) units.push({ unit: thing.unit, epc, step });
    else if (word === 'person' && step.mayTell) units.push({ unit: thing.unit, epc, step: { to: 'commissioned' } });
    else return step;
    return undefined;
  }
  if (thing.is === 'unknown') return undefined;
  const step = judgeContainerNumber(kind, thing, place);
  if ('code' in step) return step;
  containers.push(step);
  return undefined;
}
