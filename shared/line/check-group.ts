import type { AggregationEvent, EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import type { Finding, FindingCode } from './finding.ts';

/** What the site's records say of something that an event names. */
export interface Recorded {
  /** Lot and expiry (`YYYY-MM-DD`) of its order. */
  readonly lot: string;
  readonly expiry: string;
  /** True when the cloud was told that it exists. */
  readonly isTold: boolean;
  /** The container that it is in, in its canonical spelling, whatever was told of that. */
  readonly parent: string | undefined;
  /** Held back and not told: the exception that holds it. */
  readonly heldBy: number | undefined;
  /** True when more is to be told of it behind these events: where it is now says nothing of where it was then. */
  readonly goesOn?: boolean;
}

export interface GroupContext {
  /** What is recorded under a canonical EPC; undefined for what was never here. */
  readonly of: (epc: string) => Recorded | undefined;
}

/**
 * What is wrong with events that are about to be told together, as far as the site can know: every code is of this site and has one beginning,
 * nothing is packed before it exists or into two things, lot and dates are those of the order. Stamps are not judged: they run ahead of a clock
 * that was set back, and sequences order what a line tells (EPCIS 2.0 §7.4, GS1 General Specifications §2.1).
 */
export function checkGroup(events: readonly EpcisEvent[], context: GroupContext): Finding[] {
  const born = new Set<string>();
  const packed = new Map<string, { readonly epc: string; readonly parent: string | undefined }>();
  const findings = events.flatMap((event): Finding[] => {
    if (event.type === 'ObjectEvent') return checkObjects(event, context, born);
    if (event.type !== 'AggregationEvent') return [];
    for (const epc of event.childEPCs ?? []) {
      packed.set(canonicalEpc(epc), {
        epc,
        parent: event.action === 'ADD' ? canonicalEpc(event.parentID ?? '') : undefined,
      });
    }
    return checkPacking(event, context, born);
  });
  return [...findings, ...elsewhere(packed, context)];
}

function checkObjects(event: ObjectEvent, context: GroupContext, born: Set<string>): Finding[] {
  const epcs = event.epcList ?? [];
  const twice = repeated(epcs);
  if (event.action !== 'ADD' || event.bizStep !== 'commissioning') {
    return [...twice, ...epcs.flatMap((epc) => mustExist(epc, context, born))];
  }
  return [...twice, ...epcs.flatMap((epc) => beginning(epc, event, context, born))];
}

function beginning(epc: string, event: ObjectEvent, context: GroupContext, born: Set<string>): Finding[] {
  const canonical = canonicalEpc(epc);
  const recorded = context.of(canonical);
  const isAgain = born.has(canonical) || recorded?.isTold === true;
  born.add(canonical);
  if (recorded === undefined) return [foreign(epc)];
  if (recorded.heldBy !== undefined) return [waits(epc, recorded.heldBy)];
  if (isAgain) return [wrong('commissioned-twice', epc, `${epc} was commissioned before`)];
  const { 'cbvmda:lotNumber': lot, 'cbvmda:itemExpirationDate': expiry } = event.ilmd ?? {};
  if (lot !== undefined && lot !== recorded.lot)
    return [wrong('lot-contradicts', epc, `${epc} is told to be of lot ${String(lot)} and is of ${recorded.lot}`)];
  if (expiry === undefined) return [];
  if (expiry !== recorded.expiry)
    return [
      wrong('expiry-contradicts', epc, `${epc} is told to expire ${String(expiry)} and expires ${recorded.expiry}`),
    ];
  if (event.eventTime.slice(0, 10) <= recorded.expiry) return [];
  return [
    { ...wrong('past-expiry', epc, `${epc} is commissioned after it expired, ${recorded.expiry}`), mayTell: true },
  ];
}

function checkPacking(event: AggregationEvent, context: GroupContext, born: Set<string>): Finding[] {
  const { parentID, childEPCs = [] } = event;
  const named = parentID === undefined ? childEPCs : [parentID, ...childEPCs];
  return [...repeated(named), ...named.flatMap((epc) => mustExist(epc, context, born))];
}

/** Something is told of what nobody was told to exist, or of what is held back. */
function mustExist(epc: string, context: GroupContext, born: ReadonlySet<string>): Finding[] {
  const canonical = canonicalEpc(epc);
  const recorded = context.of(canonical);
  if (recorded === undefined) return [foreign(epc)];
  if (recorded.heldBy !== undefined) return [waits(epc, recorded.heldBy)];
  if (recorded.isTold || born.has(canonical)) return [];
  return [wrong('before-commissioning', epc, `${epc} was not commissioned`)];
}

/** What the last event says of where something is must be what the records say. */
function elsewhere(
  packed: ReadonlyMap<string, { readonly epc: string; readonly parent: string | undefined }>,
  { of }: GroupContext,
): Finding[] {
  return [...packed].flatMap(([canonical, { epc, parent }]) => {
    const recorded = of(canonical);
    if (recorded === undefined || recorded.goesOn === true) return [];
    if (parent === undefined || recorded.parent === parent) return [];
    return [wrong('packed-twice', epc, `${epc} is told to be in ${parent} and is in ${recorded.parent ?? 'nothing'}`)];
  });
}

function repeated(epcs: readonly string[]): Finding[] {
  const seen = new Set<string>();
  for (const epc of epcs) {
    const canonical = canonicalEpc(epc);
    if (seen.has(canonical)) return [wrong('twice-in-one', epc, `${epc} stands twice in one event`)];
    seen.add(canonical);
  }
  return [];
}

const waits = (epc: string, exception: number) => wrong('waits', epc, `${epc} is held by exception ${exception}`);
const foreign = (epc: string) => wrong('foreign-code', epc, `${epc} is no number of this site`);

const rules: Readonly<Partial<Record<FindingCode, readonly [rule: string, remedy: string]>>> = {
  'foreign-code': [
    'GS1 General Specifications §2.1.3',
    'Find out where that code comes from; what bears it is not sold.',
  ],
  'commissioned-twice': ['EPCIS 2.0 §7.4.2', 'Find out whether two things bear that number.'],
  'before-commissioning': ['EPCIS 2.0 §7.4.2', 'Have what it is about told first.'],
  'packed-twice': ['EPCIS 2.0 §7.4.3', 'Look which container it is in, and put the records right.'],
  'twice-in-one': ['EPCIS 2.0 §7.4.3', 'Find out whether two things bear that number.'],
  waits: ['EPCIS 2.0 §7.4.2', 'Resolve the exception that it waits for first.'],
  'lot-contradicts': ['CBV 2.0 §9.2', 'Find out which lot it is of.'],
  'expiry-contradicts': ['CBV 2.0 §9.2', 'Find out when it expires.'],
  'past-expiry': ['CBV 2.0 §9.2', 'Look whether the order names the right expiry date.'],
};

function wrong(code: FindingCode, epc: string, detail: string): Finding {
  const [rule, remedy] = rules[code] ?? ['EPCIS 2.0 §7.4', 'Put the records right.'];
  return { code, detail, subjects: [epc], rule, remedy, mayTell: false };
}
