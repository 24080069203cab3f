/** One thing that somebody told of the whereabouts of a unit. */
export interface Move {
  /** `ship`: it left · `receive`: it came · `void`: the last shipment that this teller told did not happen (CBV 2.0 §7.1, void_shipping). */
  readonly kind: 'ship' | 'receive' | 'void';
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The partner whose document tells it; absent: we do. */
  readonly teller?: string | undefined;
  /** Partners that have it from then on. */
  readonly to: readonly string[];
  /** We have it from then on. */
  readonly toUs: boolean;
  /** GLNs of those by whose hand it left. */
  readonly from?: readonly string[];
}

/** Where a unit was sent, as far as we may believe what was told. */
export interface Whereabouts {
  /** It was shipped to the partner by the word of somebody else who had it. */
  readonly isSent: (partner: string) => boolean;
  /** It was with the partner, if it ever was, and went elsewhere since. */
  readonly isGone: (partner: string) => boolean;
  /** It went to somebody else than us and the partner, and the partner did not even say that it came in since. */
  readonly isWithOthers: (partner: string) => boolean;
}

/**
 * Follows a unit from one to the next. Our own word counts; a partner's does where it has the unit: it made it or was sent it, and it is not gone from there. Of itself it
 * may say more: that it handed a unit on counts against it in any case, and that it came back counts for it where nothing but its own word had taken it away, and not to us.
 *
 * @param moves in the order of time
 * @param makers partners that brought the unit into being
 * @param until moves of that time and later are left out, in milliseconds; none when absent
 */
export function foldMoves(
  moves: readonly Move[],
  makers: ReadonlySet<string>,
  until = Number.POSITIVE_INFINITY,
): Whereabouts {
  const { sent, last, own, cameIn } = follow(standing(moves, makers), makers, until);
  return {
    isSent: (partner) => sent.has(partner),
    isGone: (partner) => (own.get(partner) ?? last)?.to.includes(partner) === false,
    isWithOthers: (partner) => isOut(last) && last?.to.includes(partner) !== true && !cameIn.has(partner),
  };
}

/** Goes from move to move. */
function follow(moves: readonly Move[], makers: ReadonlySet<string>, until = Number.POSITIVE_INFINITY) {
  const bound = new Set(makers);
  const sent = new Set<string>();
  let last: Move | undefined;
  /** The last shipment that was believed. */
  let shipment: Move | undefined;
  /** What partners said of themselves since. */
  const own = new Map<string, Move>();
  /** Partners that said since that it came in, to them or to us. */
  const cameIn = new Set<string>();
  const lastOf = (partner: string) => own.get(partner) ?? last;
  for (const move of moves) {
    if (move.at >= until) break;
    const { teller, kind, to } = move;
    if (isBelieved(move, bound, lastOf)) {
      last = move;
      if (kind === 'ship') shipment = move;
      own.clear();
      cameIn.clear();
      for (const partner of to) {
        if (partner === teller) continue;
        bound.add(partner);
        sent.add(partner);
      }
    } else if (teller !== undefined) {
      if (kind === 'ship' || isBack(move, teller, lastOf(teller))) own.set(teller, move);
      if (kind === 'receive') cameIn.add(teller);
    }
  }
  return { sent, last, shipment, own, cameIn };
}

/** Our own word, and that a partner hands over what it has. */
const isBelieved = (
  { teller, kind }: Move,
  bound: ReadonlySet<string>,
  lastOf: (partner: string) => Move | undefined,
): boolean =>
  teller === undefined || (kind === 'ship' && bound.has(teller) && lastOf(teller)?.to.includes(teller) !== false);

/** What came in somewhere and names nobody is with us. */
const isOut = (last: Move | undefined): boolean =>
  last !== undefined && !last.toUs && (last.kind === 'ship' || last.to.length > 0);

/** Its own word takes back its own word. What it says that it handed to us only we can hand back. */
const isBack = ({ to }: Move, teller: string, last: Move | undefined): boolean =>
  to.includes(teller) && last?.teller === teller && !last.toUs;

/** Those that were not taken back. A voiding takes back the last shipment of its teller's; ours, where we told none, the last that was believed. */
function standing(moves: readonly Move[], makers: ReadonlySet<string>): Move[] {
  const kept: Move[] = [];
  for (const move of moves) {
    if (move.kind !== 'void') {
      kept.push(move);
      continue;
    }
    const ofTeller = kept.findLast(({ kind, teller }) => kind === 'ship' && teller === move.teller);
    const voided = ofTeller ?? (move.teller === undefined ? follow(kept, makers).shipment : undefined);
    if (voided !== undefined) kept.splice(kept.lastIndexOf(voided), 1);
  }
  return kept;
}
