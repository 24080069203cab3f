import type { AggregationEvent, EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Fact, ForeignOrder, NumbersFact } from './foreign-line.ts';
import { levelOf } from './level-of.ts';

type Ended = Exclude<NumbersFact['kind'], 'encoded' | 'commissioned'>;

/** What business steps say of numbers (CBV 2.0 §7.1). */
const ends: Readonly<Record<string, Ended>> = {
  decommissioning: 'decommissioned',
  destroying: 'destroyed',
  sampling: 'sampled',
  inspecting: 'inspected',
};

/** Dispositions of a pack that an inspection found not good (CBV 2.0 §7.2). */
const bad = new Set(['damaged', 'disposed', 'expired', 'needs_replacement', 'non_conformant', 'non_sellable_other']);

/** What an EPCIS event of a line says, as a fact of its order. A refusal has its place within the event. */
export function factOfEvent(event: EpcisEvent, order: ForeignOrder): Fact | Refusal {
  if (event.errorDeclaration !== undefined)
    return no('/errorDeclaration', 'a line corrects nothing by events', 'Have a person resolve it at the site.');
  if (event.type === 'ObjectEvent') return objectFact(event, order);
  if (event.type === 'AggregationEvent') return aggregationFact(event, order);
  return no('/type', `${event.type} is nothing that a line tells`, 'Tell ObjectEvents and AggregationEvents.');
}

function objectFact(event: ObjectEvent, { order }: ForeignOrder): NumbersFact | Refusal {
  const { epcList = [], bizStep = '', action, disposition, ilmd } = event;
  const at = localTime(event);
  const numbers = [...epcList];
  const lot = ilmd?.['cbvmda:lotNumber'];
  if (lot !== undefined && lot !== order.lot)
    return no('/ilmd', `lot ${JSON.stringify(lot).slice(0, 40)} is not that of the order`, `Tell lot ${order.lot}.`);
  if (numbers.length === 0) return no('/epcList', 'it names nothing', 'List the EPCs that it is of.');
  if (bizStep === 'commissioning' && action === 'ADD') return { kind: 'commissioned', numbers, at };
  if (bizStep === 'encoding' && action !== 'DELETE') return { kind: 'encoded', numbers, at };
  const kind = Object.hasOwn(ends, bizStep) ? ends[bizStep] : undefined;
  if (kind !== undefined) {
    const reason = disposition === undefined ? bizStep : `${bizStep}, ${disposition}`;
    const isBad = kind === 'inspected' && bad.has(disposition ?? '');
    return { kind: isBad ? 'rejected' : kind, numbers, reason, at };
  }
  const known = ['commissioning (ADD)', 'encoding', ...Object.keys(ends)].join(', ');
  return no('/bizStep', `${bizStep || 'no step'} with ${action} is nothing that a line tells`, `Tell one of ${known}.`);
}

function aggregationFact(event: AggregationEvent, order: ForeignOrder): Fact | Refusal {
  const { parentID: parent, childEPCs = [], action, bizStep = action } = event;
  const at = localTime(event);
  const children = [...childEPCs];
  if (parent === undefined) return no('/parentID', 'it names no container', 'Name the container.');
  if (action === 'DELETE') {
    return { kind: 'unpacked', parent, ...(children.length > 0 && { children }), reason: bizStep, at };
  }
  if (action === 'OBSERVE') return no('/action', 'OBSERVE packs nothing', 'Tell ADD or DELETE.');
  const level = levelOf(order, parent, children);
  if (isRefusal(level)) return { ...level, at: '/parentID' };
  return { kind: 'packed', level, parent, children, at };
}

/** When it happened as a clock showed it there: the offset stands beside the time (EPCIS 2.0 §7.4.1). */
function localTime({ eventTime, eventTimeZoneOffset: offset }: EpcisEvent): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const local = Date.parse(eventTime) + ahead * 60_000;
  return Number.isNaN(local) ? eventTime : new Date(local).toISOString().replace('Z', offset);
}

const no = (at: string, detail: string, remedy: string): Refusal =>
  refuse('malformed', detail, { at, rule: 'EPCIS 2.0 §7.4 and CBV 2.0 §7.1, as far as lines tell', remedy });
