import type { StatedFact } from '../../statement.ts';
import type { Form } from '../xml/form.ts';

/** A fact of a form of the schema. */
export const fact = (name: string, title: string, form: Form): StatedFact => ({
  name,
  title,
  says: form.says,
  holds: (text) => form.holds(text.trim()),
});

/** One that the document may do without. */
export const maybeFact = (name: string, title: string, form: Form): StatedFact => ({
  ...fact(name, title, form),
  optional: true,
});
