import * as v from 'valibot';
import { command, turner } from '../control.ts';
import { type Fault, faultPlan, playedAnywhere } from '../faults.ts';
import { serve, type Told } from '../serve.ts';

export interface DirectoryOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Operations: `changes`, `entries`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Changes of a page at most. */
  readonly perPage?: number;
  /** Of its first change. */
  readonly firstVersion?: number;
}

interface Responder {
  readonly url: string;
  readonly gln: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
}
type Change = { readonly of: string; readonly version: number } & (Responder | { readonly removed: true });

export type DirectorySandbox = Awaited<ReturnType<typeof startDirectorySandbox>>;

/** A directory of responders, on the wire of our own (docs/regulators-us.md): pages of changes, and what stands for one GTIN. */
export async function startDirectorySandbox({
  port,
  faults = [],
  seed = 1,
  perPage = 500,
  firstVersion = 1,
}: DirectoryOptions) {
  const changes: Change[] = [];
  let told = Number.POSITIVE_INFINITY;
  /** What is known outside: not the newest while it is stale. */
  const known = () => changes.slice(0, told);
  const page = (after: string): Told => {
    const from = Number(after) || 0;
    const part = known().slice(from, from + perPage);
    const next = from + part.length;
    return { status: 200, body: { changes: part, next: String(next), more: next < known().length } };
  };
  const entries = (gtin: string): Told => {
    const latest = new Map(known().map((change) => [change.of, change]));
    const places = [gtin, ...Array.from({ length: 9 }, (_, i) => gtin.slice(1, 13 - i))];
    const found = places.flatMap((of) => latest.get(of) ?? []).filter((change) => !('removed' in change));
    return { status: 200, body: { entries: found } };
  };
  const control = { plan: faultPlan(faults, seed) };
  const add = (of: string, change: Responder | { removed: true }) =>
    void changes.push({ of, version: firstVersion + changes.length, ...change });
  const stale = (is: boolean) => {
    told = is ? changes.length : Number.POSITIVE_INFINITY;
  };
  const forget = (of: string): boolean => {
    const last = changes.findLast((change) => change.of === of);
    const stands = last !== undefined && !('removed' in last);
    if (stands) add(of, { removed: true });
    return stands;
  };
  const sandbox = await serve({
    port,
    faults: (operation) => control.plan(operation),
    control: turner(control, { changes: playedAnywhere, entries: playedAnywhere }, knobs(forget, stale)),
    operationOf: (_, [what = '']) => what,
    answer: ({ path: [what, gtin = ''], query }) => {
      if (what === 'changes') return page(query.get('after') ?? '');
      return what === 'entries' ? entries(gtin) : { status: 404 };
    },
  });
  return {
    ...sandbox,
    /** Sets who answers for a GTIN or a prefix. */
    set: (of: string, responder: Responder) => add(of, responder),
    remove: (of: string) => add(of, { removed: true }),
    /** Tells nothing newer until it is fresh again. */
    stale,
  };
}

/** @param forget whether there was such an entry, which is removed */
const knobs = (forget: (of: string) => boolean, stale: (is: boolean) => void) => ({
  forget: command({ do: v.literal('forget'), of: v.string() }, ({ of }) =>
    forget(of) ? undefined : { at: '/of', detail: `nobody answers for ${of}` },
  ),
  stale: command({ do: v.literal('stale'), is: v.boolean() }, ({ is }) => {
    stale(is);
    return undefined;
  }),
});
