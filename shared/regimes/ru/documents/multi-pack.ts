import { anySubject, instant, sscc } from '../forms.ts';
import { packs } from '../goods.ts';
import { document } from '../xml/document.ts';
import { named, one, within } from '../xml/fields.ts';
import { listOf } from '../xml/list-of.ts';
import { many } from '../xml/many.ts';

const ofPacks = within({ sscc, content: packs() });
const ofPackages = within({ sscc, content: listOf(named('sscc', many(sscc))) });

/** 915: many packages were packed, all with packs or all with packages inside. Nothing stands in it twice. */
export const multiPack = document(
  { id: 915, root: 'multi_pack', act: 'packages were packed' },
  {
    subject_id: anySubject,
    operation_date: instant,
    by: one({
      by_sgtin: listOf(named('detail', many(ofPacks, { once: (one) => [one.sscc, ...one.content] }))),
      by_sscc: listOf(named('detail', many(ofPackages, { once: (one) => [one.sscc, ...one.content] }))),
    }),
  },
);
