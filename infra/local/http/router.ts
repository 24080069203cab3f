/** A route that matched, with its path parameters decoded. */
export interface Match<Target> {
  readonly routeKey: string;
  readonly target: Target;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route<Target> {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly target: Target;
}

/** The routes of an HTTP API, matched as API Gateway does. */
export interface Router<Target> {
  /** Adds `METHOD /path`, `ANY /path` or `$default`. Throws when the key is malformed or taken. */
  add(routeKey: string, target: Target): void;
  /** The most specific route for a path as it stood in the request line, or undefined. Throws `URIError` on a malformed escape. */
  match(method: string, path: string): Match<Target> | undefined;
}

/** Makes an empty router. */
export function router<Target>(): Router<Target> {
  const routes = new Map<string, Route<Target>>();
  let fallback: Target | undefined;
  return {
    add: (routeKey, target) => {
      if (routes.has(routeKey) || (routeKey === '$default' && fallback !== undefined))
        throw new Error(`route ${routeKey} is declared twice`);
      if (routeKey === '$default') fallback = target;
      else routes.set(routeKey, parse(routeKey, target));
    },
    match: (method, path) => {
      const segments = path.split('/').slice(1);
      const [best] = [...routes.values()]
        .filter((route) => (route.method === method || route.method === 'ANY') && fits(route.segments, segments))
        .toSorted(moreSpecificFirst);
      if (best) return { ...best, pathParameters: parametersOf(best.segments, segments) };
      return fallback === undefined ? undefined : { routeKey: '$default', target: fallback, pathParameters: {} };
    },
  };
}

function parse<Target>(routeKey: string, target: Target): Route<Target> {
  const [, method = '', path] = /^([A-Z]+) (\/\S*)$/.exec(routeKey) ?? [];
  if (path === undefined) throw new Error(`not a route: ${routeKey}`);
  const segments = path.split('/').slice(1);
  if (segments.slice(0, -1).some(isGreedy)) throw new Error(`only the last segment may be greedy: ${routeKey}`);
  return { routeKey, method, segments, target };
}

const isParameter = (segment: string | undefined) => segment?.startsWith('{') === true && segment.endsWith('}');
const isGreedy = (segment: string | undefined) => isParameter(segment) && segment?.endsWith('+}') === true;

function fits(route: readonly string[], path: readonly string[]): boolean {
  const greedy = isGreedy(route.at(-1));
  if (greedy ? path.length < route.length : path.length !== route.length) return false;
  return route.every((segment, i) => (isParameter(segment) ? path[i] !== '' : segment === path[i]));
}

/** From the left: a literal before a parameter, a parameter before a greedy one; then a method before ANY. */
function moreSpecificFirst(a: Route<unknown>, b: Route<unknown>): number {
  const vague = (segment: string | undefined) => (isGreedy(segment) ? 2 : isParameter(segment) ? 1 : 0);
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
    const difference = vague(a.segments[i]) - vague(b.segments[i]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function parametersOf(route: readonly string[], path: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [i, segment] of route.entries()) {
    if (isGreedy(segment)) parameters[segment.slice(1, -2)] = decodeURIComponent(path.slice(i).join('/'));
    else if (isParameter(segment)) parameters[segment.slice(1, -1)] = decodeURIComponent(path[i] ?? '');
  }
  return parameters;
}
