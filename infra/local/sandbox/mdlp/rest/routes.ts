/** Methods of the REST interface, by which calls are throttled and faults are planned. `{}` stands for an id. */
const routes = [
  ['auth', 'POST auth'],
  ['token', 'POST token'],
  ['logout', 'GET auth/logout'],
  ['logout', 'POST auth/logout'],
  ['send', 'POST documents/send'],
  ['send-large', 'POST documents/send_large'],
  ['upload', 'PUT uploads/{}'],
  ['send-finished', 'POST documents/send_finished'],
  ['doc-size', 'GET documents/doc_size'],
  ['cancel', 'POST documents/cancel'],
  ['outcome', 'POST documents/outcome'],
  ['income', 'POST documents/income'],
  ['request', 'GET documents/request/{}'],
  ['download', 'GET documents/download/{}'],
  ['ticket', 'GET documents/{}/ticket'],
  ['signature', 'GET documents/{}/signature'],
  ['document', 'GET documents/{}'],
  ['file', 'GET files/{}'],
  ['sgtin-filter', 'POST reestr/sgtin/filter'],
  ['sgtins-by-list', 'POST reestr/sgtin/sgtins-by-list'],
  ['public-sgtins-by-list', 'POST reestr/sgtin/public/sgtins-by-list'],
  ['sgtin', 'GET reestr/sgtin/{}'],
  ['sscc-hierarchy', 'GET reestr/sscc/{}/hierarchy'],
  ['sscc-sgtins', 'POST reestr/sscc/{}/sgtins'],
  ['sscc-full-hierarchy', 'GET reestr/sscc/{}/full-hierarchy'],
  ['partners', 'POST reestr_partners/filter'],
  ['trusted-partners', 'POST reestr/trusted_partners/filter'],
  ['trust-partners', 'POST reestr/trusted_partners/add'],
  ['distrust-partners', 'POST reestr/trusted_partners/delete'],
  ['med-products', 'POST reestr/med_products/current'],
  ['med-product', 'GET reestr/med_products/{}'],
  ['member', 'GET members/current'],
] as const satisfies readonly (readonly [string, string])[];

export type Method = (typeof routes)[number][0];

export const methods: readonly Method[] = [...new Set(routes.map(([method]) => method))];

/** Which method a call is for, and the ids in its path. Undefined for what is no method. */
export function routeOf(verb: string, path: readonly string[]): { method: Method; ids: string[] } | undefined {
  const [api, version, ...rest] = path;
  if (api !== 'api' || version !== 'v1') return undefined;
  for (const [method, pattern] of routes) {
    const [wanted, where = ''] = pattern.split(' ');
    const segments = where.split('/');
    if (wanted !== verb || segments.length !== rest.length) continue;
    if (!segments.every((segment, i) => segment === '{}' || segment === rest[i])) continue;
    return { method, ids: rest.filter((_, i) => segments[i] === '{}') };
  }
  return undefined;
}
