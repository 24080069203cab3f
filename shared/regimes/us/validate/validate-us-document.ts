import type { EpcisDocument } from '../../../epcis/document.ts';
import type { UsFindings } from './collect.ts';
import { type UsOptions, usValidator } from './validator.ts';

/** What a whole document breaks; see `usValidator` for one that is read piece by piece. */
export function validateUsDocument({ events, ...head }: EpcisDocument, options: UsOptions): UsFindings {
  const validator = usValidator(options);
  validator.head(head);
  for (const [index, event] of events.entries()) validator.event(event, index);
  return validator.end();
}
