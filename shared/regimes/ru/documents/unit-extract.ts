import { anySubject, instant } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 913: packs or packages were taken out of what they were in. */
export const unitExtract = document(
  { id: 913, root: 'unit_extract', limit: MOST, act: 'things were taken out of packages' },
  { subject_id: anySubject, operation_date: instant, content: things(MOST) },
);
