import type { EpcSpelling } from '#shared/epcis/spell-epcs.ts';
import type { CompanyPrefixes } from '#shared/gs1/company-prefix-table.ts';
import type { Reading } from '../input/read-input.ts';
import type { Destinations } from './destinations.ts';
import type { MasterDataSpelling } from './master-data-names.ts';
import type { Remarks } from './remarks.ts';
import type { Style } from './target.ts';

/** What is asked of every document. */
export interface Conversion {
  readonly style: Style;
  readonly epcs: EpcSpelling['form'];
  readonly cbvmda: MasterDataSpelling;
  /** Company prefixes of the user, asked before those of the document. */
  readonly own: readonly CompanyPrefixes[];
  /** Asked after them. */
  readonly published: readonly CompanyPrefixes[];
  readonly learn: boolean;
  readonly skipInvalid: boolean;
}

/** What a conversion has around it. */
export interface Workshop {
  readonly destination: Destinations;
  readonly remarks: Remarks;
  readonly reading: Reading;
  readonly time: () => string;
}
