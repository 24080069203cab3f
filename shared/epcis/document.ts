import type { Context, EpcisEvent, Extensible } from './event.ts';
import type { MasterDataList } from './master-data.ts';

/** What the root of a document was. A bare event or vocabulary list stands for a document with that alone. */
export type DocumentForm = 'EPCISDocument' | 'EPCISQueryDocument' | 'EPCISMasterDataDocument' | 'bare';

/** What stands around the events of a document, whatever its form was. */
export interface EpcisHead {
  readonly form: DocumentForm;
  /** As sent: 1.0, 1.1, 1.2 or 2.0 and what senders make of it; absent when nothing said it. */
  readonly schemaVersion?: string;
  readonly creationDate?: string;
  readonly id?: string;
  /** The prefixes that the members below need. Events bring their own. */
  readonly context: Context;
  readonly sender?: string;
  readonly receiver?: string;
  readonly instanceIdentifier?: string;
  readonly masterData?: readonly MasterDataList[];
  /** Of a query document. */
  readonly queryName?: string;
  readonly subscriptionID?: string;
  /** What others added to the document, its header and its body. The header's holds a Standard Business Document Header that says more than the three members above. */
  readonly extensions?: Extensible;
  readonly headerExtensions?: Extensible;
  readonly bodyExtensions?: Extensible;
}

export interface EpcisDocument extends EpcisHead {
  readonly events: readonly EpcisEvent[];
}
