import type { Finding } from '#shared/line/finding.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Telling } from '../../line/telling.ts';
import type { Batch } from '../../store/batches.ts';
import { applyToUnits } from './apply-number.ts';
import { contradictions } from './contradictions.ts';
import { findThing, type Thing } from './find-thing.ts';
import type { NumbersFact, Result } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { clearHeld, holdFact } from './hold-fact.ts';
import { judgeNumber, type Step } from './judge-number.ts';
import { applyToContainers, type ContainerStep, judgeContainerNumber } from './take-container-number.ts';

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

/**
 * Takes what a line says of numbers, in the caller's transaction. Those that contradict the records are held; the others are taken.
 *
 * @param at of the fact, as a JSON pointer
 * @param word a person's that what may be told is told as it is
 */
export function takeNumbers(
  needs: ForeignNeeds,
  telling: Telling,
  batch: Batch,
  fact: NumbersFact,
  at: string,
  word: 'person' | 'line' = 'line',
): Result {
  const things = thingsOf(needs, batch, fact, at);
  if (isRefusal(things)) return things;
  const { units, containers, wrong } = judge(things, batch, fact, at, word);
  applyToUnits(needs, telling, fact, units);
  applyToContainers(needs, telling, fact, containers);
  const isNew = [...units, ...containers].some(({ step }) => step !== 'known');
  if (wrong.length === 0) {
    clearHeld(needs, batch, fact);
    return isNew ? 'taken' : 'known';
  }
  const held = { ...fact, numbers: wrong.map(({ told }) => told) };
  return holdFact(
    needs,
    batch,
    held,
    wrong.flatMap(({ findings }) => findings),
  );
}

/** What is wrong with a fact about numbers as it stands now, and may not be told whatever a person says. */
export function numbersWrong(needs: ForeignNeeds, batch: Batch, fact: NumbersFact): readonly Finding[] | Refusal {
  const things = thingsOf(needs, batch, fact, '');
  if (isRefusal(things)) return things;
  return judge(things, batch, fact, '', 'person').wrong.flatMap(({ findings }) => findings);
}

function thingsOf(needs: ForeignNeeds, batch: Batch, { numbers }: NumbersFact, at: string): Thing[] | Refusal {
  const things: Thing[] = [];
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
    things.push(thing);
  }
  return things;
}

function judge(things: readonly Thing[], batch: Batch, fact: NumbersFact, at: string, word: 'person' | 'line'): Judged {
  const judged: Judged = { units: [], containers: [], wrong: [] };
  for (const [i, thing] of things.entries()) {
    const place = `${at}/numbers/${i}`;
    const told = fact.numbers[i] ?? '';
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
