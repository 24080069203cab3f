import type { Answer, Request } from '#common/http.ts';
import { type QueryShape, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

/** A request about one unit, whose EPC (canonical) has been read from the path. */
export type UnitEndpoint = (request: Request, epc: string) => Promise<Answer>;

/** Parameters as their shapes read them, and as they were sent, for the link to the next page. */
export const readParameters = <Shape extends QueryShape>(request: Pick<Request, 'queryString'>, shape: Shape) => ({
  read: readQuery(shape, request),
  sent: readQueryString(request.queryString),
});

/** The refusal of a unit that no event names. */
export const unknownUnit = (epc: string) =>
  new Refused(
    refuse('not-found', `no captured event names ${epc}`, {
      remedy: 'give the unit as EPC URN or GS1 Digital Link; a serial counts with case and leading zeros',
    }),
  );
