import * as v from 'valibot';
import type { Product } from '../kit/product.ts';
import type { Stop } from './take-picture.ts';

/** The demonstration's product and lot. */
const [gtin, lot] = ['09521321543218', 'DEMO0001'];

/** What is worth a picture while the line runs; the operator's page has its own (operator.ts). */
export const whileItRuns = ({ url }: Product): readonly Stop[] => [
  { name: 'overview-running', url: `${url}/#/overview`, shows: /by packright/ },
];

/** The pages of the console, with what the batch has left there. */
export async function afterTheBatch(product: Product): Promise<readonly Stop[]> {
  const place = (path: string) => `${product.url}/#/${path}`;
  const [pack, delivery] = await Promise.all([aPack(product), aSubmission(product)]);
  return [
    { name: 'overview', url: place('overview'), shows: 'released' },
    { name: 'lot', url: place(`lots/${lot}?gtin=${gtin}`), shows: 'released' },
    { name: 'trace', url: place(`units/${encodeURIComponent(pack)}`), shows: 'commissioning' },
    { name: 'serial-numbers', url: place('pools'), shows: gtin },
    { name: 'captures', url: place('captures'), shows: /line/ },
    { name: 'deliveries', url: place('deliveries'), shows: 'product-pack-data' },
    { name: 'submission', url: place(`deliveries/${delivery}`), shows: 'acknowledged' },
    { name: 'partners', url: place('partners'), shows: 'medico' },
    { name: 'api', url: place('api'), shows: /^\/api\// },
    { name: 'audit-trail', url: place('audit'), shows: 'lot released' },
  ];
}

const serials = v.object({ serials: v.array(v.object({ serial: v.string() })) });
const deliveries = v.object({
  deliveries: v.array(v.object({ deliveryId: v.string(), report: v.optional(v.string()) })),
});

/** The EPC of a pack of the lot. */
async function aPack({ fetch }: Product): Promise<string> {
  const answer = await fetch(`/api/lots/${lot}/reconciliation/commissioned?gtin=${gtin}&limit=1`);
  const [first] = v.parse(serials, await answer.json()).serials;
  return `https://id.gs1.org/01/${gtin}/21/${first?.serial}`;
}

async function aSubmission({ fetch }: Product): Promise<string> {
  const answer = await fetch(`/api/deliveries?kind=submission&lot=${lot}`);
  const told = v.parse(deliveries, await answer.json()).deliveries;
  return told.find(({ report }) => report === 'product-pack-data')?.deliveryId ?? '';
}
