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
}

/** Where a unit was sent, as far as we may believe what was told. */
export interface Whereabouts {
  /** It was shipped to the partner by the word of somebody else who had it. */
  readonly isSent: (partner: string) => boolean;
  /** It was with the partner, if it ever was, and went elsewhere since. */
  readonly isGone: (partner: string) => boolean;
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
  const bound = new Set(makers);
  const sent = new Set<string>();
  let last: Move | undefined;
  /** What partners said of themselves since. */
  const own = new Map<string, Move>();
  const lastOf = (partner: string) => own.get(partner) ?? last;
  const isGone = (partner: string) => lastOf(partner)?.to.includes(partner) === false;
  for (const move of standing(moves)) {
    if (move.at >= until) break;
    const { teller, kind, to } = move;
    if (teller === undefined || (kind === 'ship' && bound.has(teller) && !isGone(teller))) {
      last = move;
      own.clear();
      for (const partner of to) {
        if (partner === teller) continue;
        bound.add(partner);
        sent.add(partner);
      }
    } else if (kind === 'ship' || isBack(move, teller, lastOf(teller))) own.set(teller, move);
  }
  return { isSent: (partner) => sent.has(partner), isGone };
}

/** Its own word takes back its own word. What it says that it handed to us only we can hand back. */
const isBack = ({ to }: Move, teller: string, last: Move | undefined): boolean =>
  to.includes(teller) && last?.teller === teller && !last.toUs;

/** Those that were not taken back. A voiding takes back the last shipment of its teller's; ours, where we told none, the last of anybody's. */
function standing(moves: readonly Move[]): Move[] {
  const kept: Move[] = [];
  for (const move of moves) {
    if (move.kind !== 'void') {
      kept.push(move);
      continue;
    }
    const ofTeller = kept.findLastIndex(({ kind, teller }) => kind === 'ship' && teller === move.teller);
    const voided =
      ofTeller < 0 && move.teller === undefined ? kept.findLastIndex(({ kind }) => kind === 'ship') : ofTeller;
    if (voided >= 0) kept.splice(voided, 1);
  }
  return kept;
}
