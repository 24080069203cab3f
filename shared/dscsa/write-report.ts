import type { PdgExceptions, PdgReport } from './pdg-shapes.ts';

/** What a report says beside its exceptions. */
export interface ReportHead {
  readonly messageUuid: string;
  readonly caseUuid: string;
  readonly at: Date;
  readonly poNumber: string;
  readonly sender: { readonly gln?: string | undefined; readonly email: string; readonly phone?: string | undefined };
}

/** What every message of the schema begins with. */
export const headOf = ({ messageUuid, caseUuid, at, poNumber, sender }: ReportHead) => ({
  message_uuid: messageUuid,
  exception_case_uuid: caseUuid,
  timestamp: Math.floor(at.getTime() / 1000),
  po_number: poNumber,
  sender_information: { vp: null, gln: sender.gln ?? null, email: sender.email, phone: sender.phone ?? null },
});

/** The report that opens a case (PDG exceptions schema). */
export const writeReport = (
  head: ReportHead,
  exceptions: PdgExceptions,
  others: readonly string[] = [],
): PdgReport => ({
  ...headOf(head),
  exceptions,
  other_errors: others.length === 0 ? null : [...others],
  case_resolved: false,
});

/** The report that ends it, under the same case. */
export const writeResolved = (head: ReportHead): PdgReport => ({
  ...headOf(head),
  exceptions: {},
  other_errors: null,
  case_resolved: true,
});
