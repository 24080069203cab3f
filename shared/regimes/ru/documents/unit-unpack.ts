import { anySubject, instant, onlyTrue, sscc } from '../forms.ts';
import { document } from '../xml/document.ts';
import { many } from '../xml/many.ts';
import { maybe } from '../xml/maybe.ts';

/** The schema lets a package stand twice; it is taken apart once. */
const packages = many(sscc, { most: 1500, once: (text) => [text] });

/** 912: packages were taken apart. */
export const unitUnpack = document(
  { id: 912, root: 'unit_unpack', limit: 1500, act: 'packages were taken apart' },
  { subject_id: anySubject, operation_date: instant, sscc: packages, is_recursive: maybe(onlyTrue) },
);
