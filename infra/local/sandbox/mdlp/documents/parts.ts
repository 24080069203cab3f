import { one } from './grammar.ts';

export const at = one('operation_date', 'moment');
export const byPlace = one('subject_id', 'place');
export const byFirm = one('subject_id', 'guid');
export const byAny = one('subject_id', 'subject');
