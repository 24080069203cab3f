import { isUri } from '../epcis/is-uri.ts';
import { levelOf } from '../epcis/validation/check-identifiers.ts';
import { identifierFault } from '../epcis/validation/identifier-fault.ts';
import { canonicalEpc, canonicalKey } from '../gs1/canonical-epc.ts';
import { readGln } from '../gs1/gln.ts';
import { readGtin } from '../gs1/gtin.ts';
import { quote } from '../gs1/quote.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { DeskSubject } from './desk-subject.ts';
import type { DeskKind } from './kinds.ts';

/** Kinds that are about how many there are, or what is said of all of a GTIN: their things may be classes. */
const ofClasses: readonly DeskKind[] = ['overage', 'underage', 'master-data'];

/** Keys of places and parties. */
const places = ['414', '417'];

const rule = 'CBV 2.0 §8.2 instances and §8.3 classes';
const GIVE = 'give its EPC URN or Digital Link';

/**
 * What a case is about, things and containers in one spelling each, GTINs of 14 digits. A refusal, with its place from `/subject` on, for what names
 * nothing that either side could look for: the partner's clock runs from such a case on.
 */
export function soundSubject(kind: DeskKind, subject: DeskSubject): DeskSubject | Refusal {
  const faults = [
    ...subject.things.map((epc, i) => thingFault(kind, epc, `/subject/things/${i}`)),
    ...subject.differences.map(({ thing }, i) => thingFault(kind, thing, `/subject/differences/${i}/thing`)),
    ...subject.events.map((id, i) => eventFault(id, `/subject/events/${i}`)),
    ...subject.lots.map(({ gtin }, i) => placed(readGtin(gtin), `/subject/lots/${i}/gtin`)),
    ...subject.counts.map(({ gtin }, i) => placed(readGtin(gtin), `/subject/counts/${i}/gtin`)),
    ...subject.keys.map((key, i) => keyFault(key, `/subject/keys/${i}/proposed`)),
  ];
  const fault = faults.find((one) => one !== undefined);
  if (fault !== undefined) return fault;
  return {
    ...subject,
    things: [...new Set(subject.things.map(canonicalEpc))],
    differences: subject.differences.map((one) => ({ ...one, thing: canonicalEpc(one.thing) })),
  };
}

function thingFault(kind: DeskKind, epc: string, at: string): Refusal | undefined {
  if (!isUri(epc)) return refuse('malformed', `${quote(epc)} names no thing`, { at, rule, remedy: GIVE });
  const fault = identifierFault(at, epc);
  if (fault?.severity === 'error')
    return refuse('malformed', fault.message, {
      at,
      rule: fault.rule,
      remedy: fault.remedy ?? `read it off again, and ${GIVE}`,
    });
  const ai = canonicalKey(epc)?.primary.ai;
  if (ai !== undefined && places.includes(ai))
    return refuse('malformed', `${quote(epc)} names a place or a party`, {
      ...{ at, rule, remedy: 'name the goods; a GLN that is wrong stands in keys' },
    });
  if (levelOf(epc) !== 'class' || ofClasses.includes(kind)) return undefined;
  const remedy = 'name its lot in lots, how many there are in counts, or each pack with its serial';
  return refuse('malformed', `${quote(epc)} names a class, and ${kind} is about single things`, { at, rule, remedy });
}

function eventFault(id: string, at: string): Refusal | undefined {
  if (isUri(id)) return undefined;
  const remedy = 'give the eventID of the shipment or receipt, as GET /epcis/events has it';
  return refuse('malformed', `${quote(id)} is no id of an event`, { at, rule: 'EPCIS 2.0 §7.4.1', remedy });
}

/** What would be right must be a key itself; what is wrong may be wrong in any way. */
function keyFault({ kind, proposed }: DeskSubject['keys'][number], at: string): Refusal | undefined {
  if (proposed === undefined) return undefined;
  return placed(kind === 'gln' ? readGln(proposed) : readGtin(proposed), at);
}

const placed = (read: string | Refusal, at: string): Refusal | undefined =>
  isRefusal(read)
    ? { ...read, at, remedy: read.remedy ?? 'mend the digit that is wrong, or read it off again' }
    : undefined;
