import type { Movement } from '../../business-act.ts';
import type { Report } from '../../regime.ts';
import { slicesOf } from '../../slices.ts';
import { MOST } from '../goods.ts';
import { MOVED_WITHIN, RELEASED_WITHIN, within } from './deadlines.ts';
import { isAbroad } from './home.ts';

/** A document that a movement is told by; each waits for the one before it. */
interface Step {
  readonly name: string;
  readonly wants?: readonly string[];
  readonly hours?: number;
}

/**
 * Goods that moved. What leaves Russia is told by what became of its packs (552, type 24), and what moves abroad is nobody's business here.
 */
export function moved(act: Movement): Report[] {
  const key = `${act.kind}:${act.eventId}`;
  return slicesOf(act.units, MOST, act.first).flatMap((units) => {
    let before: string[] | undefined;
    return stepsOf(act).map(({ name, wants, hours = MOVED_WITHIN }): Report => {
      const after = before;
      before = [`${name}:${key}:${units.first}`];
      return {
        key: `${name}:${key}:${units.first}`,
        name,
        act: key,
        ...(after && { after }),
        units,
        ...(wants && { wants }),
        deadline: within(act.at, hours),
      };
    });
  });
}

function stepsOf(act: Movement): Step[] {
  const { kind, from, to } = act;
  if (isAbroad(to.country)) return [];
  if (isAbroad(from.country)) {
    // Own goods come into circulation like those of others, and their arrival is told by no receipt.
    if (kind === 'transfer') return [foreign, ...imported(act)];
    return kind === 'receipt' ? imported(act) : [foreign];
  }
  if (kind === 'transfer') return [{ name: '431', wants: ['doc_date'] }];
  if (kind === 'shipment') return [{ name: '415', wants: [...terms, 'turnover_type', ...priceNames(act)] }];
  // A partner with whom the receiver tells first says so by its registration.
  if (from.registrations?.['mdlp-hand-over'] !== 'reverse') return [{ name: '701' }];
  return [{ name: '416', wants: [...terms, 'receive_type', ...priceNames(act)] }];
}

const terms = ['doc_date', 'contract_type', 'source'];
const crossing = ['doc_date', 'contract_type', 'custom_receiver_id'];
const foreign: Step = { name: '331', wants: crossing };

/** Of each product inside; one price for all where it is not known which those are. */
const ofEach = (name: string, { gtins = [] }: Movement) =>
  gtins.length === 0 ? [name] : gtins.map((gtin) => `${name}/${gtin}`);
const priceNames = (act: Movement) => [...ofEach('cost', act), ...ofEach('vat', act)];

const imported = (act: Movement): Step[] => [
  { name: '332', wants: crossing },
  {
    name: '335',
    wants: [
      'operation_date',
      'customs_code',
      'registration_date',
      'gtd_number',
      'custom_procedure_code',
      ...ofEach('customs_value', act),
    ],
    hours: RELEASED_WITHIN,
  },
  { name: '342', wants: ['operation_date', 'doc_date', 'confirmation_num'], hours: RELEASED_WITHIN },
];

/** What was told of goods that did not move. What it waits for is known to whoever plans it. */
export function movedBack(act: Movement): Report[] {
  const key = `undo:${act.kind}:${act.eventId}`;
  const [told] = stepsOf(act).map(({ name }) => name);
  if (told === undefined) return [];
  const counter = counters[told];
  return slicesOf(act.units, MOST, act.first).map((units) => ({
    key: `${key}:${units.first}`,
    name: counter ?? '250',
    act: key,
    units,
    undo: true,
    deadline: within(act.at, MOVED_WITHIN),
    ...(counter === undefined && {
      held: `the goods did not move, and MDLP takes no ${told} back: ask the operator’s support, then cancel this report`,
    }),
  }));
}

/** By what a document is taken back. */
const counters: Readonly<Record<string, string>> = { 415: '251', 431: '250' };
