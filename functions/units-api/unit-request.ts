import * as v from 'valibot';
import type { Answer, Request } from '#common/http.ts';
import { readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import { isTime } from '#shared/epcis/time.ts';
import { refuse } from '#shared/refusal.ts';

/** A request about one unit, whose EPC (canonical) has been read from the path. */
export type UnitEndpoint = (request: Request, epc: string) => Promise<Answer>;

/** Parameters by name, each of its shape; a misfit is refused by its name. Others are passed over. */
export function readParameters<Shape extends v.ObjectEntries>(
  { queryString }: Pick<Request, 'queryString'>,
  entries: Shape,
): { read: v.InferOutput<v.ObjectSchema<Shape, undefined>>; sent: Map<string, string> } {
  const sent = readQueryString(queryString);
  const result = v.safeParse(v.object(entries), Object.fromEntries(sent));
  if (result.success) return { read: result.output, sent };
  const [issue] = result.issues;
  throw misfit(String(issue.path?.[0]?.key ?? ''), issue.message);
}

/** The refusal of one parameter. */
export const misfit = (name: string, why: string, remedy?: string) =>
  new Refused(
    refuse('bad-parameter', `${name} ${why}`, {
      at: name,
      rule: 'Seriate API, /api/openapi.json',
      remedy: remedy ?? `mend or omit ${name}; GET /api/openapi.json describes it`,
    }),
  );

/** A moment: a time with a zone. */
export const moment = v.optional(
  v.pipe(v.string(), v.check(isTime, 'must be a time with a zone, such as 2026-03-01T08:00:00Z (ISO 8601)')),
);

/** The refusal of a unit that no event names. */
export const unknownUnit = (epc: string) =>
  new Refused(
    refuse('not-found', `no captured event names ${epc}`, {
      remedy: 'give the unit as EPC URN or GS1 Digital Link; a serial counts with case and leading zeros',
    }),
  );
