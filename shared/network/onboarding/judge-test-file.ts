import type { EpcisDocument } from '../../epcis/document.ts';
import type { EpcisEvent, ObjectEvent } from '../../epcis/event.ts';
import { documentValidator } from '../../epcis/validation/document-validator.ts';
import type { Finding } from '../../epcis/validation/finding.ts';
import { canonicalKey } from '../../gs1/canonical-epc.ts';
import type { Refusal } from '../../refusal.ts';
import { mentionsOf } from '../../trace/mentions.ts';
import type { RefusalReason } from './test-cases.ts';
import type { TestParties } from './test-events.ts';

/** What becomes of a test file, in words its sender can act on. */
export type JudgedTest =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: RefusalReason; readonly detail: string; readonly remedy?: string };

/** The two sides, and who counts as either: a firm has more GLNs than one. */
export interface JudgedParties extends TestParties {
  readonly isSender: (party: string) => boolean;
  readonly isReceiver: (party: string) => boolean;
}

/** Rules of check digits; that of a GLN in the number of a document is a warning elsewhere, since many senders' do not hold. */
const checkDigits: readonly string[] = ['check-digit', 'check-digit-doubtful', 'gln-check-digit'];

/**
 * Judges what a test file tells, which could be captured as far as its reading goes: it must keep the rules of EPCIS and CBV, be about the sender's test range, come from the
 * partner, go to us and tell a whole story (commissioning with lots, packing, shipping).
 *
 * @param foreign what speaks against a document of this sender's whatever it tells: that somebody else sent it, or that it is for somebody else
 */
export function judgeTestFile(
  document: EpcisDocument,
  parties: JudgedParties,
  foreign: readonly Refusal[],
): JudgedTest {
  const found = findings(document);
  const digit = found.find(({ code }) => checkDigits.includes(code));
  if (digit !== undefined) return { outcome: 'wrong-check-digit', ...wordsOf(digit) };
  const errors = found.filter(({ severity }) => severity === 'error');
  const repeated = errors.find(({ code }) => code === 'event-id-repeated');
  if (repeated !== undefined) return { outcome: 'duplicate-id', ...wordsOf(repeated) };
  const { events } = document;
  return (
    lotless(events) ??
    othersParties(events, parties) ??
    refusedAs(foreign) ??
    othersGoods(events, parties) ??
    invalid(errors) ??
    incomplete(events) ?? { outcome: 'accepted' }
  );
}

function findings({ events, ...head }: EpcisDocument): Finding[] {
  const validator = documentValidator({ tiers: new Set(['vocabulary', 'business']) });
  const first = validator.head(head);
  return [...first, ...events.flatMap((event, i) => validator.event(event, i)), ...validator.end()];
}

function lotless(events: readonly EpcisEvent[]): JudgedTest | undefined {
  const found = events.filter(isCommissioning).findIndex((event) => namesUnits(event) && !hasLot(event));
  if (found < 0) return undefined;
  return {
    outcome: 'missing-lot',
    detail: `commissioning ${found} names packs without lotNumber and itemExpirationDate`,
    remedy: 'tell both in ilmd (CBV 2.0 §9)',
  };
}

/** Whom the goods come from and go to. */
function othersParties(events: readonly EpcisEvent[], parties: JudgedParties): JudgedTest | undefined {
  const { sender, receiver } = parties;
  for (const { sourceList = [], destinationList = [] } of events.filter(({ bizStep }) => bizStep === 'shipping')) {
    const from = sourceList.filter(({ type }) => isParty(type)).map(({ source }) => source);
    const to = destinationList.filter(({ type }) => isParty(type)).map(({ destination }) => destination);
    if (!from.some(parties.isSender))
      return {
        outcome: 'unknown-sender',
        detail: `shipped by ${from.join(', ') || 'nobody'}, not by ${sender}`,
        remedy: 'name yourself among the sources, as owning_party or possessing_party',
      };
    if (!to.some(parties.isReceiver))
      return {
        outcome: 'invalid',
        detail: `shipped to ${to.join(', ') || 'nobody'}, not to ${receiver}`,
        remedy: 'ship it to us: GET /partner/ours tells our party',
      };
  }
  return undefined;
}

const isParty = (type: string): boolean => type === 'owning_party' || type === 'possessing_party';

function refusedAs([first]: readonly Refusal[]): JudgedTest | undefined {
  return first && { outcome: first.at === 'Receiver' ? 'invalid' : 'unknown-sender', ...refusalWords(first) };
}

/** What a partner may tell of units of others depends on what happened to them: a test is about its own. */
function othersGoods(events: readonly EpcisEvent[], { sender }: TestParties): JudgedTest | undefined {
  const [, prefix = ''] = /^urn:epc:id:pgln:(\d+)\./.exec(sender) ?? [];
  for (const event of events)
    for (const { epc } of mentionsOf(event)) {
      const { ai = '', value = '' } = canonicalKey(epc)?.primary ?? {};
      // Indicator or extension digit stand before the company prefix.
      if ((ai !== '01' && ai !== '00') || value.startsWith(prefix, 1)) continue;
      return {
        outcome: 'invalid',
        detail: `${epc} is not under ${prefix}, the company prefix of ${sender}`,
        remedy: 'tell of goods in your own test range, as the examples of GET /partner/ours do',
      };
    }
  return undefined;
}

const isCommissioning = (event: EpcisEvent): event is ObjectEvent =>
  event.type === 'ObjectEvent' && event.action === 'ADD' && event.bizStep === 'commissioning';
const namesUnits = ({ epcList = [] }: ObjectEvent): boolean =>
  epcList.some((epc) => canonicalKey(epc)?.primary.ai === '01');
const hasLot = ({ ilmd = {} }: ObjectEvent): boolean => {
  const names = Object.keys(ilmd);
  return ['lotNumber', 'itemExpirationDate'].every((wanted) => names.some((name) => name.endsWith(wanted)));
};

function invalid([first]: readonly Finding[]): JudgedTest | undefined {
  return first && { outcome: 'invalid', ...wordsOf(first) };
}

function incomplete(events: readonly EpcisEvent[]): JudgedTest | undefined {
  const lacking = [
    ...(events.some((event) => isCommissioning(event) && namesUnits(event)) ? [] : ['commissioning of packs']),
    ...(events.some(({ type }) => type === 'AggregationEvent') ? [] : ['packing']),
    ...(events.some(({ bizStep }) => bizStep === 'shipping') ? [] : ['shipping']),
  ];
  if (lacking.length === 0) return undefined;
  return {
    outcome: 'incomplete',
    detail: `the file tells of no ${lacking.join(', ')}`,
    remedy: 'tell the whole story',
  };
}

/** A refusal as whoever sent the file is told of it. */
export const refusalWords = ({ detail, at, remedy }: Refusal) => ({
  detail: at === undefined ? detail : `${at}: ${detail}`,
  ...(remedy !== undefined && { remedy }),
});

const wordsOf = ({ message, path, event, remedy }: Finding) => ({
  detail: `${event === undefined ? '' : `event ${event} `}${path}: ${message}`,
  ...(remedy !== undefined && { remedy }),
});
