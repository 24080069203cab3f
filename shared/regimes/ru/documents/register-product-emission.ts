import { releaseInfo } from '../document-fields.ts';
import { instant, place } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 313: packs made in Russia came into circulation. */
export const registerProductEmission = document(
  { id: 313, root: 'register_product_emission', limit: MOST, act: 'packs made in Russia were released' },
  { subject_id: place, operation_date: instant, release_info: releaseInfo, signs: things(MOST) },
);
