import { codes, SncmProblem } from './problem.ts';
import { mustHaveShape, shapes } from './schema.ts';
import { isSignature } from './signature.ts';
import { child, elementsOf, type Node, textOf } from './xml.ts';

/** A pack as `gtin|serial`, with what is said of it. */
export interface Pack {
  readonly key: string;
  readonly lot: string;
  readonly expiry: string;
}

/** An event as the sandbox keeps it. */
export interface Event {
  readonly kind: 'activ' | 'shpt' | 'rec' | 'final' | 'evtRvctn';
  readonly evtNotifId: string;
  readonly packs: readonly Pack[];
  /** CNPJ of the other side. */
  readonly partner?: string | undefined;
  /** Ids of the events that are taken back. */
  readonly revokes: readonly string[];
}

export interface EventsIn {
  readonly docId: string;
  readonly declarant: string;
  readonly events: readonly Event[];
}

const kinds = ['activ', 'shpt', 'rec', 'final', 'evtRvctn'] as const;

/** Reads what a `msgEvtIn` brings. @throws SncmProblem where it does not keep the message set */
export function readEventsIn(message: Node): EventsIn {
  mustHaveShape(message, shapes.msgEvtIn, isSignature);
  const events = elementsOf(child(message, 'evts') ?? message).map(eventOf);
  return { docId: valueIn(message, 'docId'), declarant: declarantOf(message), events };
}

/** Reads which receipt a `msgEvtOut` asks about. @throws SncmProblem */
export function readEventsOut(message: Node): { readonly receipt: string; readonly declarant: string } {
  mustHaveShape(message, shapes.msgEvtOut, isSignature);
  return { receipt: valueIn(message, 'receipt'), declarant: declarantOf(message) };
}

const valueIn = (node: Node, local: string): string => {
  const found = child(node, local);
  return found === undefined ? '' : textOf(found);
};
export const declarantOf = (message: Node): string => valueIn(child(message, 'declarant') ?? message, 'cnpj');

function eventOf(node: Node): Event {
  const kind = kinds.find((one) => one === node.local);
  if (kind === undefined) throw new SncmProblem(codes.schema, `${node.local} is no event`);
  const packs = packsIn(node);
  if (kind === 'final' && packs.length === 0) throw new SncmProblem(codes.schema, 'final: no reason, or no packs');
  const seen = new Set(packs.map(({ key }) => key));
  if (seen.size < packs.length) throw new SncmProblem(codes.schema, `${kind}: a pack stands twice`);
  const prtnr = child(node, 'prtnr');
  const revokes = elementsOf(node).filter(({ local }) => local === 'revoking');
  return {
    kind,
    evtNotifId: valueIn(node, 'evtNotifId'),
    packs,
    ...(prtnr && { partner: valueIn(prtnr, 'cnpj') }),
    revokes: revokes.map((one) => valueIn(one, 'origEvtId')),
  };
}

/** Packs at any depth. */
function packsIn(node: Node): Pack[] {
  return elementsOf(node).flatMap((one) => {
    if (one.local !== 'dui') return packsIn(one);
    const gtin = valueIn(one, 'gtin');
    if (!isGtin(gtin)) throw new SncmProblem(codes.schema, `${gtin} has a wrong check digit`);
    return [{ key: `${gtin}|${valueIn(one, 'serl')}`, lot: valueIn(one, 'lot'), expiry: valueIn(one, 'exp') }];
  });
}

const isGtin = (gtin: string) =>
  [...gtin].reduce((sum, digit, i) => sum + Number(digit) * (i % 2 === 0 ? 3 : 1), 0) % 10 === 0;
