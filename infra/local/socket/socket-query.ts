/**
 * The query string by which a stream is opened at `url` (path and query), or undefined when no stream is opened there. Besides the path of the
 * stage, which is its only one on AWS, this machine takes the standard's own, whose name of a query becomes a parameter (EPCIS 2.0 REST
 * binding, GET /queries/{queryName}/events with Upgrade).
 */
export function socketQuery(url: string, stage: string): string | undefined {
  const [path = '', ...rest] = url.split('?');
  const query = rest.join('?');
  if (path === `/${stage}` || path === `/${stage}/`) return query;
  const [, name] = /^\/epcis\/queries\/([^/]+)\/events$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  return query === '' ? `queryName=${name}` : `queryName=${name}&${query}`;
}
