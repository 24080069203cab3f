import type { followUps, PdgResponse, resolutions, verdicts } from './pdg-shapes.ts';
import { headOf, type ReportHead } from './write-report.ts';

/** What we say of an item. */
export interface OurVerdict {
  readonly uuid: string;
  readonly verdict: (typeof verdicts)[number];
  readonly comments?: string | undefined;
  /** What we offer instead. */
  readonly alternative?: (typeof resolutions)[number] | undefined;
  readonly followUp?: (typeof followUps)[number] | undefined;
}

/** The response to a partner's report, item by item (PDG exceptions schema). */
export const writeResponse = (head: ReportHead, items: readonly OurVerdict[], notes?: string): PdgResponse => ({
  ...headOf(head),
  response_items: items.map(({ uuid, verdict, comments, alternative, followUp }) => ({
    exception_item_uuid: uuid,
    resolution_response: verdict,
    comments: comments ?? null,
    alternative_resolution:
      alternative === undefined && followUp === undefined
        ? null
        : { alternative_resolution: alternative ?? null, follow_up: followUp ?? null, follow_up_details: null },
  })),
  additional_notes: notes ?? null,
});
