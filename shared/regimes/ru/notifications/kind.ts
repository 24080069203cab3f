import { type Document, document } from '../xml/document.ts';
import type { Fields } from '../xml/fields.ts';

/** A kind of document that the operator sends to whom something was told of. */
export interface NotificationKind extends Document<object> {
  /** The document that it mirrors; absent where nobody sent one. */
  readonly mirrors?: number;
}

/** @param mirrors number of the document that somebody sent; 0 for none */
export const notification = (
  id: number,
  root: string,
  mirrors: number,
  act: string,
  fields: Fields,
): NotificationKind => ({
  ...document({ id, root, act }, fields),
  ...(mirrors > 0 && { mirrors }),
});
