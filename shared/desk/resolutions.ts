import type { resolutions as pdgResolutions } from '../dscsa/pdg-shapes.ts';
import { type DeskKind, type disagreements, isNotice } from './kinds.ts';

/** What can be proposed. */
export const resolutions = [
  'send-data',
  'correct-data',
  'send-product',
  'return-product',
  'destroy-product',
  'accept-as-is',
  'credit',
  'debit',
  'other',
] as const;
export type Resolution = (typeof resolutions)[number];

const data = ['send-data', 'correct-data'] as const;
const goods = ['return-product', 'destroy-product', 'accept-as-is'] as const;
const money = ['credit', 'debit'] as const;

/** What fits a kind; `other`, in words, fits each. */
const fitting: Readonly<Record<DeskKind, readonly Resolution[]>> = {
  'missing-data': [...data, ...goods, ...money],
  'missing-product': ['send-product', 'correct-data', ...money],
  overage: [...data, ...goods, ...money],
  underage: ['send-product', 'correct-data', 'accept-as-is', ...money],
  misalignment: [...data, ...goods, ...money],
  'master-data': ['correct-data', 'accept-as-is'],
  'suspect-product': [],
  recall: [],
};

/** What may be proposed in a case of a kind; nothing in a notice. */
export const resolutionsOf = (kind: DeskKind): readonly Resolution[] =>
  fitting[kind].length === 0 ? [] : [...fitting[kind], 'other'];

/**
 * Whether it is quality's to decide: goods that are not what their data say, or that have none, are taken or destroyed (EU GDP 2013/C 343/01 chapters 5.4
 * and 6.3; FD&C Act 582(c)(1)). Who proposes it decides it, and so does who accepts it.
 */
export const isOfQuality = (kind: DeskKind, resolution: Resolution | undefined): boolean =>
  resolution === 'destroy-product' ||
  (resolution === 'accept-as-is' && (kind === 'missing-data' || kind === 'overage' || kind === 'misalignment'));

/**
 * Whether quality ends a case: a notice, what it decided itself, and goods that are not what their data say, of which nothing else was agreed: they were taken as they
 * are.
 *
 * @param agreed undefined where nothing was
 */
export const isEndOfQuality = (
  kind: DeskKind,
  outcome: 'resolved' | 'withdrawn',
  agreed: Resolution | undefined,
): boolean =>
  isNotice(kind) ||
  isOfQuality(kind, agreed) ||
  (outcome === 'resolved' && agreed === undefined && isOfQuality(kind, 'accept-as-is'));

/** What is proposed of a kind where nobody has said otherwise. */
export const usualOf: Readonly<Record<(typeof disagreements)[number], Resolution>> = {
  'missing-data': 'send-data',
  'missing-product': 'send-product',
  overage: 'return-product',
  underage: 'send-product',
  misalignment: 'correct-data',
  'master-data': 'correct-data',
};

/** The PDG's word for it; it has none for what it leaves to the two sides. */
export const pdgWordOf: Readonly<Partial<Record<Resolution, (typeof pdgResolutions)[number]>>> = {
  'send-data': 'Send new data',
  'correct-data': 'Send new data',
  'send-product': 'Send product',
  'return-product': 'Return product',
  credit: 'Credit account',
  debit: 'Debit account',
};
