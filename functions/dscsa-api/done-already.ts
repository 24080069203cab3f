import { type Endpoint, json, type Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';

/** Tells an act from all others: who asked for what, of which case. */
export const digestOfAct = (request: Request): string =>
  sha256(canonicalJson([request.caller, request.url, JSON.parse(JSON.stringify(json(request)))]));

/**
 * An act on a case whose answer may have been lost: where it does not fit any more because the very same was what a person did last, it is answered with how the case
 * stands. Whatever still fits is done, e.g. trying once more what stopped once more.
 */
export const doneAlready =
  ({ cases }: Pick<ApiNeeds, 'cases'>, endpoint: Endpoint): Endpoint =>
  async (request) => {
    try {
      return await endpoint(request);
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused !== 'conflict') throw error;
      const row = await cases.get(request.tenant, request.path['id'] ?? '');
      if (row?.lastAct !== digestOfAct(request)) throw error;
      return { status: 200, body: tellCase(row) };
    }
  };
