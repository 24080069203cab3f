import * as v from 'valibot';
import { type Fault, type FaultKind, type FaultPlan, faultPlan, playable } from './faults.ts';
import { readFault } from './read-fault.ts';
import type { Told } from './serve.ts';

/** What may be turned while a sandbox runs. One without a clock, or that answers at once, has none of these members. */
export interface Turned {
  /** How far its clock is ahead of this machine's. */
  aheadMs?: number;
  /** From receipt to result. */
  delayMs?: number;
  plan: FaultPlan;
}

/** Why a wish is not followed. */
export interface Problem {
  /** JSON Pointer into the body. */
  readonly at: string;
  readonly detail: string;
  readonly remedy: string;
}

/** The remedy is the page, where there is none of its own. */
type Said = Omit<Problem, 'remedy'> & Partial<Pick<Problem, 'remedy'>>;

/** Does what is wished, or says why not. */
export type Command = (body: unknown) => Problem | undefined;

const PAGE = 'docs/sandboxes.md says what this sandbox takes';
/** A rehearsal looks some years ahead: a pack lives no longer. */
const MOST_AHEAD_SECONDS = 10 * 366 * 86_400;
const MOST_DELAY_MS = 86_400_000;

/** A command that reads its members strictly before it acts. `act` may say what is wrong, or what stands nowhere, after all. */
export const command =
  <Shape extends v.ObjectEntries>(
    entries: Shape,
    act: (read: v.InferOutput<v.StrictObjectSchema<Shape, undefined>>) => Said | undefined,
  ): Command =>
  (body) => {
    const read = v.safeParse(v.strictObject(entries), body);
    if (!read.success) {
      const [issue] = read.issues;
      return { at: `/${(v.getDotPath(issue) ?? '').replaceAll('.', '/')}`, detail: issue.message, remedy: PAGE };
    }
    const problem = act(read.output);
    return problem && { remedy: PAGE, ...problem };
  };

/** Sets the clock; `keep` hears of it where it outlasts a restart. */
export const clockOf = (control: Turned, keep: (aheadMs: number) => void = () => undefined): Command =>
  command({ do: v.literal('clock'), aheadSeconds: between(-MOST_AHEAD_SECONDS, MOST_AHEAD_SECONDS) }, (wish) => {
    control.aheadMs = wish.aheadSeconds * 1000;
    keep(control.aheadMs);
    return undefined;
  });

const delayOf = (control: Turned): Command =>
  command({ do: v.literal('delay'), ms: between(0, MOST_DELAY_MS) }, ({ ms }) => {
    control.delayMs = ms;
    return undefined;
  });

/** What goes wrong, as it was wished last. */
interface Wished {
  readonly faults: readonly Fault[];
  readonly seed: number;
}

const faultsOf = (control: Turned, plays: Plays, keep: (wished: Wished) => void): Command =>
  command({ do: v.literal('faults'), faults: v.array(readFault), seed: v.optional(v.number(), 1) }, (wish) => {
    const read: Fault[] = [];
    for (const [index, fault] of wish.faults.entries()) {
      try {
        read.push(...playable([fault], plays));
      } catch (error) {
        return { at: `/faults/${index}`, detail: error instanceof Error ? error.message : String(error) };
      }
    }
    control.plan = faultPlan(read, wish.seed);
    keep({ faults: wish.faults, seed: wish.seed });
    return undefined;
  });

const between = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Of each operation, the kinds that it plays. */
export type Plays = Readonly<Record<string, readonly FaultKind['kind'][]>>;

/**
 * `POST /v1/sandbox`: `{"do": "look" | "clock" | "delay" | "faults" | …}`. `look` tells what it takes, what it plays at which operation, and how it is turned. What is no wish of this sandbox, or could not come true in it, is refused with
 * place and remedy, and nothing is changed.
 *
 * @param others what only this sandbox takes, by the word after `do`
 */
export function turner(control: Turned, plays: Plays, others: Readonly<Record<string, Command>> = {}) {
  let wished: Wished = { faults: [], seed: 1 };
  const commands = new Map<unknown, Command>([
    ...(control.aheadMs === undefined ? [] : [['clock', clockOf(control)] as const]),
    ...(control.delayMs === undefined ? [] : [['delay', delayOf(control)] as const]),
    ['faults', faultsOf(control, plays, (now) => (wished = now))],
    ...Object.entries(others),
  ]);
  const look = (): Told => {
    const { aheadMs, delayMs } = control;
    const turned = {
      ...(aheadMs !== undefined && { aheadSeconds: Math.round(aheadMs / 1000) }),
      ...(delayMs !== undefined && { delayMs }),
    };
    return { status: 200, body: { takes: [...commands.keys()], plays, ...turned, ...wished } };
  };
  return (bytes: Buffer | string): Told => {
    const body = parse(bytes);
    if (Object(body).do === 'look') return look();
    const wish = commands.get(Object(body).do);
    if (wish === undefined)
      return refused({ at: '/do', detail: `\`do\` is none of: ${[...commands.keys()].join(', ')}`, remedy: PAGE });
    const problem = wish(body);
    return problem === undefined ? { status: 200 } : refused(problem);
  };
}

const refused = (problem: Problem): Told => ({ status: 400, body: problem });

function parse(bytes: Buffer | string): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
