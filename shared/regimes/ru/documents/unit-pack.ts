import { anySubject, instant, sscc } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 911: packs or packages are in a package. */
export const unitPack = document(
  { id: 911, root: 'unit_pack', limit: MOST, act: 'one package was packed' },
  { subject_id: anySubject, sscc, operation_date: instant, content: things(MOST) },
);
