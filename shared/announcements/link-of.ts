type Data = Readonly<Record<string, unknown>>;

/** By the member that names the resource, where it is found. The first that is there counts. */
const resources: readonly (readonly [string, (name: string, data: Data) => string])[] = [
  ['recall', (recall) => `/api/recalls/${recall}`],
  ['exception', (exception) => `/api/exceptions/${exception}`],
  ['delivery', (delivery) => `/api/deliveries/${delivery}`],
  ['alert', (alert) => `/api/nmvs/alerts/${alert}`],
  ['pool', (pool) => `/api/pools/${pool}`],
  ['document', (document) => `/api/inbound-documents/${document}`],
  ['case', (one, { of }) => `${of === 'desk' ? '/api/desk' : '/api/dscsa'}/cases/${one}`],
  ['event', (event) => `/epcis/events/${event}`],
  ['lot', (lot, { gtin }) => `/api/lots/${lot}?gtin=${encodeURIComponent(String(gtin))}`],
];

/** Path of the resource that an announcement is about; undefined for one that names none. */
export function linkOf(data: Data): string | undefined {
  for (const [member, path] of resources) {
    const name = data[member];
    if (typeof name === 'string') return path(encodeURIComponent(name), data);
  }
  return undefined;
}
