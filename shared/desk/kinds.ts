/** What companies disagree about, in the words of the PDG's exceptions (ExceptionsSchemas), of all markets alike. */
export const disagreements = [
  'missing-data',
  'missing-product',
  'overage',
  'underage',
  'misalignment',
  'master-data',
] as const;
/** What a company tells whoever holds its packs, and is answered. */
export const noticeKinds = ['suspect-product', 'recall'] as const;

export const deskKinds = [...disagreements, ...noticeKinds] as const;
export type DeskKind = (typeof deskKinds)[number];

/** True for a notice, which is acknowledged and reported on; about everything else something is proposed. */
export const isNotice = (kind: DeskKind): boolean => noticeKinds.some((one) => one === kind);

/** claimant: who opened it · respondent: whom it is put to. */
export const sides = ['claimant', 'respondent'] as const;
export type Side = (typeof sides)[number];

export const otherSide = (side: Side): Side => (side === 'claimant' ? 'respondent' : 'claimant');

/**
 * open: nothing is proposed, or a notice was told · proposed: the other side is to answer · agreed: it is being done · acknowledged, reported: of a notice · resolved,
 * withdrawn: ends.
 */
export const deskStates = ['open', 'proposed', 'agreed', 'acknowledged', 'reported', 'resolved', 'withdrawn'] as const;
export type DeskState = (typeof deskStates)[number];

/** True when nobody has to do anything about it any more. */
export const isOver = (state: DeskState): boolean => state === 'resolved' || state === 'withdrawn';
