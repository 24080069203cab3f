import { recallType } from '../enumerations.ts';
import { anySubject, instant, text } from '../forms.ts';
import { document } from '../xml/document.ts';
import { maybe } from '../xml/maybe.ts';

/** 250: a document of some kinds is taken back, as a whole. */
export const recall = document(
  { id: 250, root: 'recall', act: 'a document is taken back' },
  {
    subject_id: anySubject,
    operation_date: instant,
    operation_id: text(200),
    recall_action_id: recallType,
    reason: maybe(text(500)),
  },
);
