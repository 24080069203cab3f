import { textOf } from '../documents/read-xml.ts';
import type { Mode, Pack } from '../register/register.ts';
import type { State } from '../register/states.ts';
import { counterpartyOf, subjectOf } from './head.ts';
import type { Doc } from './judged.ts';

type Same = (holder: string, id: string) => boolean;

/** What a document does to each pack that it names, by itself or in a container. */
export interface Step {
  readonly from: readonly State[];
  /** Whether that pack is the sender's to do that with. */
  readonly may: (pack: Pack, doc: Doc, same: Same) => boolean;
  readonly change: (pack: Pack, doc: Doc) => { state?: State; holder?: string; other?: string; mode?: Mode };
  /** Goods go with the outermost container that they are in. */
  readonly goesWhole?: true;
  /** A pack that is named leaves its container. */
  readonly leaves?: true;
  /** The notice that the other side gets: the same document under another name. */
  readonly tells?: { readonly type: number; readonly root: string };
}

const held = (pack: Pack, doc: Doc, same: Same) => same(pack.holder, subjectOf(doc));
const arrives = { state: 'in_circulation', other: '', mode: 'none' } as const;
const onItsWay = ['transfered_to_owner'] as const;

/** In the reverse order the receiver says first what came, and the shipper confirms it or does not. */
const isParty = (asHolder: boolean) => (pack: Pack, doc: Doc, same: Same) => {
  const holderIs = (one: string, two: string) => same(pack.holder, one) && same(pack.other, two);
  const [own, their] = [subjectOf(doc), counterpartyOf(doc)];
  if (pack.mode === 'reverse') return holderIs(own, their) || (doc.type !== 701 && holderIs(their, own));
  return asHolder ? holderIs(own, their) : holderIs(their, own);
};

const afterCustoms: Readonly<Record<string, State>> = { 40: 'declared', 80: 'arrived', 31: 'reexported' };
/** Of the kinds of withdrawal those that take samples. */
const sampling = ['6', '7', '8', '9', '10', '12', '19', '20'];

export const steps: Readonly<Record<number, Step>> = {
  251: {
    from: onItsWay,
    may: isParty(true),
    change: () => arrives,
    goesWhole: true,
    tells: { type: 605, root: 'refusal_sender_notification' },
  },
  252: {
    from: onItsWay,
    may: isParty(false),
    change: () => arrives,
    goesWhole: true,
    tells: { type: 606, root: 'refusal_receiver_notification' },
  },
  313: {
    from: ['marked'],
    may: (pack, doc, same) => held(pack, doc, same) || same(pack.batch?.owner ?? '', subjectOf(doc)),
    change: (_, doc) => ({ state: 'in_circulation', holder: subjectOf(doc) }),
  },
  331: {
    from: ['marked'],
    may: held,
    change: (_, doc) => ({ state: 'shipped', other: counterpartyOf(doc), mode: 'direct' }),
    goesWhole: true,
    tells: { type: 613, root: 'foreign_shipment_notification' },
  },
  332: {
    from: ['shipped'],
    may: (pack, doc, same) => same(pack.other, subjectOf(doc)) && same(pack.holder, counterpartyOf(doc)),
    change: (_, doc) => ({ state: 'arrived', holder: subjectOf(doc), other: '', mode: 'none' }),
    goesWhole: true,
    tells: { type: 614, root: 'foreign_import_notification' },
  },
  335: {
    from: ['arrived'],
    may: held,
    change: (_, { root }) => ({
      state: afterCustoms[textOf(root, 'custom_procedure_code') ?? ''] ?? 'out_of_circulation',
    }),
  },
  342: { from: ['declared'], may: held, change: (_, doc) => ({ state: 'in_circulation', holder: subjectOf(doc) }) },
  351: {
    from: ['marked', 'arrived', 'declared'],
    may: held,
    change: (_, doc) => ({ holder: counterpartyOf(doc) }),
    goesWhole: true,
    tells: { type: 609, root: 'change_owner_notification' },
  },
  381: {
    from: ['in_circulation'],
    may: held,
    change: (_, doc) => ({ holder: counterpartyOf(doc) }),
    goesWhole: true,
    tells: { type: 603, root: 'move_owner_notification' },
  },
  415: {
    from: ['in_circulation'],
    may: held,
    change: (_, doc) => ({ state: 'transfered_to_owner', other: counterpartyOf(doc), mode: 'direct' }),
    goesWhole: true,
    tells: { type: 601, root: 'move_order_notification' },
  },
  416: {
    from: ['in_circulation'],
    may: (pack, doc, same) => same(pack.holder, counterpartyOf(doc)),
    change: (_, doc) => ({ state: 'transfered_to_owner', other: subjectOf(doc), mode: 'reverse' }),
    goesWhole: true,
    tells: { type: 602, root: 'receive_order_notification' },
  },
  431: {
    from: ['marked', 'in_circulation'],
    may: (pack, doc) => pack.holder === subjectOf(doc),
    change: (_, doc) => ({ holder: counterpartyOf(doc) }),
    goesWhole: true,
  },
  541: {
    from: ['in_circulation', 'lp_sampled', 'out_of_circulation'],
    may: held,
    change: () => ({ state: 'moved_for_disposal' }),
    leaves: true,
  },
  542: {
    from: ['marked', 'in_circulation', 'moved_for_disposal'],
    may: held,
    change: () => ({ state: 'disposed' }),
    leaves: true,
  },
  552: {
    from: ['marked', 'in_circulation', 'arrived', 'declared'],
    may: held,
    change: (_, { root }) => ({
      state: sampling.includes(textOf(root, 'withdrawal_type') ?? '') ? 'lp_sampled' : 'out_of_circulation',
    }),
    leaves: true,
  },
  701: {
    from: onItsWay,
    may: isParty(false),
    change: ({ other }) => ({ ...arrives, holder: other }),
    goesWhole: true,
    tells: { type: 607, root: 'accept_notification' },
  },
  702: {
    from: ['in_circulation'],
    may: (pack, doc, same) =>
      pack.holder !== subjectOf(doc) && (counterpartyOf(doc) === '' || same(pack.holder, counterpartyOf(doc))),
    change: (_, doc) => ({ holder: subjectOf(doc) }),
    goesWhole: true,
  },
};
