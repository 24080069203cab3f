import { anySubject, instant, sscc } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 914: packs or packages were put into a package that stood already. */
export const unitAppend = document(
  { id: 914, root: 'unit_append', limit: MOST, act: 'things were put into a package' },
  { subject_id: anySubject, operation_date: instant, sscc, content: things(MOST) },
);
