import { refuse } from '#shared/refusal.ts';
import type { Answer } from '../../../hmi/api/route.ts';
import { Refused } from '../../../refused.ts';
import { BASE, type LineRoute } from './line-route.ts';
import { lineRoutes } from './line-routes.ts';
import { problemAnswer } from './problem-answer.ts';

const routes = lineRoutes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace('{order}', '(?<order>[^/]+)')}$`),
}));

/** The call that a request is, with its order; or what it is answered when it is none. Throws `Refused` for an order's name that cannot be read. */
export function findRoute(method: string | undefined, url: URL): { route: LineRoute; order: string } | Answer {
  const there = routes.filter(({ pattern }) => pattern.test(url.pathname));
  const found = there.find(({ route }) => route.method === method);
  if (found === undefined) return nowhere(there, url);
  return { route: found.route, order: decoded(found.pattern.exec(url.pathname)?.groups?.['order'] ?? '') };
}

function nowhere(there: typeof routes, url: URL): Answer {
  if (there.length === 0) {
    const remedy = `See ${BASE}/openapi.json.`;
    return problemAnswer(refuse('not-found', `nothing is at ${url.pathname}`, { remedy }), url);
  }
  const allow = there.map(({ route }) => route.method).join(', ');
  const answer = problemAnswer(refuse('method-not-allowed', `${url.pathname} takes ${allow}`), url);
  return { ...answer, headers: { ...answer.headers, allow } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refused(refuse('not-found', `no order is called ${text}`));
  }
}
