import type { IncomingMessage } from 'node:http';
import { refuse } from '#shared/refusal.ts';
import { jsonIn } from '../../../hmi/api/read-json.ts';
import type { Answer } from '../../../hmi/api/route.ts';
import { Refused } from '../../../refused.ts';
import type { ForeignLine } from '../foreign-line.ts';
import { tooLarge } from '../too-large.ts';
import { findRoute } from './find-route.ts';
import type { LineClients } from './line-clients.ts';
import { BASE } from './line-route.ts';

/** More than 2,000 identifiers of the longest form take. */
export const MOST_BYTES = 1024 * 1024;

export interface Heard {
  readonly lines: readonly ForeignLine[];
  readonly clients: LineClients;
}

/** Does what a line asks, once it is known which line asks. Throws `Refused`. */
export async function answerLine({ lines, clients }: Heard, request: IncomingMessage, url: URL): Promise<Answer> {
  const found = findRoute(request.method, url);
  if ('status' in found) return found;
  const [, token = ''] = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const name = clients.lineOf(token);
  const line = lines.find((one) => one.line === name);
  if (line === undefined) {
    throw new Refused(
      refuse('unauthenticated', 'the token is of no line, or has run out', {
        rule: 'RFC 6750 §3',
        remedy: `Ask for one: POST ${BASE}/token.`,
      }),
    );
  }
  const { route, order } = found;
  const body = route.body === undefined ? undefined : await jsonIn(request, MOST_BYTES);
  const large = tooLarge(body);
  if (large !== undefined) throw new Refused(large);
  return { status: 200, body: await route.run(line, order, body) };
}
