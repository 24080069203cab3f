import { anySubject, instant, sscc } from '../forms.ts';
import { textOf, things } from '../goods.ts';
import { document } from '../xml/document.ts';
import { named, within } from '../xml/fields.ts';
import { listOf } from '../xml/list-of.ts';
import { many } from '../xml/many.ts';

const detail = within({ sscc, content: things() });

/** 916: things were put into packages that stood already. Nothing stands in it twice. */
export const multiUnitAppend = document(
  { id: 916, root: 'multi_unit_append', act: 'things were put into packages' },
  {
    subject_id: anySubject,
    operation_date: instant,
    info_append: listOf(
      named('detail', many(detail, { once: ({ sscc: into, content }) => [into, ...content.map(textOf)] })),
    ),
  },
);
