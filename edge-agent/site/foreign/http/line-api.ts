import type { Api } from '../../../hmi/api/api.ts';
import { Refused } from '../../../refused.ts';
import { answerLine, type Heard } from './answer-line.ts';
import { giveToken } from './give-token.ts';
import { BASE } from './line-route.ts';
import { openapi } from './openapi.ts';
import { problemAnswer, problemType } from './problem-answer.ts';

export interface LineApiNeeds extends Heard {
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** The interface of lines that speak HTTP: answers what is under `/line-api/v1`, and undefined for all else. */
export function createLineApi(needs: LineApiNeeds): Api {
  return async (request, url) => {
    if (!url.pathname.startsWith(`${BASE}/`)) return undefined;
    try {
      if (url.pathname === `${BASE}/openapi.json`) return { status: 200, body: openapi() };
      if (url.pathname === `${BASE}/token`) return await giveToken(needs.clients, request);
      return await answerLine(needs, request, url);
    } catch (error) {
      if (error instanceof Refused) return problemAnswer(error.refusal, url);
      // Whoever hung up in the middle says it again.
      if (request.destroyed && !request.complete) return { status: 400, body: {} };
      needs.log('line-api-failed', { path: url.pathname, error: String(error instanceof Error ? error.stack : error) });
      const detail = error instanceof Error ? error.message : String(error);
      const body = { type: 'urn:seriate:problem:fault', title: 'The site failed', status: 500, detail };
      return { status: 500, body, headers: problemType };
    }
  };
}
