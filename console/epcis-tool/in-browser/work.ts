import type { Profile } from '#shared/epcis/validation/finding.ts';
import type { Conversion } from '../convert/conversion.ts';
import type { Warning } from '../convert/remarks.ts';
import type { Form } from '../convert/target.ts';
import type { Problem } from '../problems/problem.ts';

/** What the page asks its worker for: one document each time. */
export type Wanted =
  | { readonly do: 'validate'; readonly document: Blob; readonly name: string; readonly profile?: Profile }
  | {
      readonly do: 'convert';
      readonly document: Blob;
      readonly name: string;
      readonly to: Form;
      readonly epcs: Conversion['epcs'];
      readonly skipInvalid: boolean;
      readonly learn: boolean;
      /** GS1 company prefixes, to make URNs of links. */
      readonly companyPrefixes: readonly string[];
    };

/** What was found out about a document. */
export interface Judged {
  readonly isValid: boolean;
  readonly events: number;
  readonly errors: number;
  readonly warnings: number;
  /** The first thousand. */
  readonly problems: readonly Problem[];
}

/** What a conversion came to. */
export interface Converted {
  /** Absent when nothing was written. */
  readonly document?: Blob;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** What the worker tells: how far it is, as often as a person can see; then one of the others, once. */
export type Told =
  | { readonly progress: string }
  | { readonly judged: Judged }
  | { readonly converted: Converted }
  | { readonly failed: string };
