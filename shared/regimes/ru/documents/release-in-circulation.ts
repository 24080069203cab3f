import { releaseInfo } from '../document-fields.ts';
import { instant, place } from '../forms.ts';
import { MOST, things } from '../goods.ts';
import { document } from '../xml/document.ts';

/** 342: imported packs came into circulation. */
export const releaseInCirculation = document(
  { id: 342, root: 'release_in_circulation', limit: MOST, act: 'imported packs were released' },
  { subject_id: place, operation_date: instant, release_info: releaseInfo, signs: things(MOST) },
);
