import * as v from 'valibot';
import { canonicalEpc, canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { id as orderId } from '#shared/id.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { Printer } from '../../../devices/device.ts';
import { signingWithReason } from '../../../people/sign.ts';
import { orRefuse } from '../../../refused.ts';
import { takeOver } from '../../../site/warehouse/enter-lots.ts';
import { type By, isAnswered, type Said, type WarehouseNeeds } from '../../../site/warehouse/floor.ts';
import { labelAgain, labelPrinted } from '../../../site/warehouse/label.ts';
import { type Learned, learn, nothingLearned } from '../../../site/warehouse/learn.ts';
import { orderInFull, stockOf, thingInFull } from '../../../site/warehouse/look-up.ts';
import { pack, scanBack } from '../../../site/warehouse/pack.ts';
import { pick } from '../../../site/warehouse/pick.ts';
import { putAway } from '../../../site/warehouse/put-away.ts';
import { destroy, hold, release } from '../../../site/warehouse/quarantine.ts';
import { readCode } from '../../../site/warehouse/read-code.ts';
import { receive } from '../../../site/warehouse/receive.ts';
import type { Repository } from '../../../site/warehouse/repository.ts';
import { ship } from '../../../site/warehouse/ship.ts';
import { takeBack } from '../../../site/warehouse/take-back.ts';
import { unpack } from '../../../site/warehouse/unpack.ts';
import { LabelPrinting } from '../label-printing.ts';
import { type Answer, bodyRoute, type Route, route } from '../route.ts';
import { warehouseOrderRoutes } from './warehouse-orders.ts';
import { suspectRoutes } from './warehouse-suspects.ts';
import { reason, scans, text, token } from './warehouse-words.ts';

export interface WarehouseRouteNeeds extends WarehouseNeeds {
  readonly repository: Repository;
  readonly labelPrinter: Printer | undefined;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** With what has the label of an act's container printed. */
interface ActNeeds extends WarehouseRouteNeeds {
  readonly labels: LabelPrinting;
}

const said = { token, trial: v.optional(v.boolean()) };

/** What people do with scanners in a warehouse, and what they look up. */
export const warehouseRoutes = (needs: WarehouseRouteNeeds): Route[] => [
  ...lookUps(needs),
  ...actRoutes({ ...needs, labels: new LabelPrinting(needs) }),
];

const actRoutes = (needs: ActNeeds): Route[] => [
  ...warehouseOrderRoutes(needs),
  plain(
    needs,
    'receive',
    { receipt: text, scans, damaged: v.optional(v.array(text)), last: v.optional(v.boolean()) },
    receive,
    'ask',
  ),
  plain(needs, 'put-away', { location: text, scans }, putAway),
  plain(needs, 'pick', { order: orderId, scans }, pick, 'ask'),
  plain(needs, 'unpack', { container: text, scans: v.optional(scans), reason }, unpack),
  plain(needs, 'pack', { scans, mixed: v.optional(v.boolean()) }, pack),
  plain(needs, 'scan-back', { scan: text }, scanBack),
  plain(needs, 'ship', { order: orderId, scans, partial: v.optional(v.boolean()) }, ship, 'ask'),
  plain(needs, 'take-back', { scans, reason, rma: v.optional(text) }, takeBack, 'ask'),
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/label', needs: 'warehouse' },
    v.strictObject({ scan: text }),
    async ({ body, who }) => {
      const again = orRefuse(labelAgain(needs, body.scan, { who }));
      const done = await needs.labels.print(again);
      // Without a printer here the label is printed elsewhere, by whoever asked for it.
      if (done.printed === true || needs.labelPrinter === undefined) labelPrinted(needs, again.container, { who });
      return { status: 201, body: done };
    },
  ),
  signed(needs, 'hold', 'judge-goods', hold),
  signed(needs, 'release', 'judge-goods', release),
  signed(needs, 'destroy', 'destroy', destroy),
  ...suspectRoutes(needs),
];

type Body<Entries extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<Entries & typeof said, undefined>>;

/** A route of an act that nobody signs. Of what is asked first nothing is awaited for longer than a person would. */
function plain<Entries extends v.ObjectEntries>(
  needs: ActNeeds,
  name: string,
  entries: Entries,
  does: (needs: WarehouseNeeds, body: Body<Entries>, by: By, learned: Learned) => object | Refusal,
  asks?: 'ask',
): Route {
  const path = `/api/warehouse/${name}`;
  return bodyRoute(
    { method: 'POST', path, needs: 'warehouse' },
    v.strictObject({ ...entries, ...said }),
    async ({ body, who }) => {
      const { token: under, trial } = v.parse(v.object(said), body);
      const isTrial = trial === true;
      const learned = asks === undefined ? nothingLearned : await learn(needs, scansIn(body), isTrial);
      await takeOver(needs);
      const isSaidAgain = isAnswered(needs, under);
      const done = orRefuse(does(needs, body, { who }, learned));
      return isTrial
        ? triedAs(body, done)
        : { status: 201, body: await needs.labels.printOnce(under, done, isSaidAgain) };
    },
  );
}

/** What would have been done, and what the scans name: whoever scans sees that it was read. */
const triedAs = (body: unknown, done: object): Answer => {
  const scanned = scansIn(body).map((scan) => orRefuse(readCode(scan)).epc);
  return { status: 200, body: { ...done, scanned } };
};

const scansIn = (body: unknown): string[] =>
  v.parse(v.object({ scans: v.optional(v.array(v.string()), []) }), body).scans;

function signed(
  needs: WarehouseRouteNeeds,
  name: string,
  right: 'judge-goods' | 'destroy',
  does: (needs: WarehouseNeeds, body: Said & { scans: string[]; reason: string }, by: By) => object | Refusal,
): Route {
  const shape = v.union([
    v.strictObject({ token, scans, trial: v.literal(true) }),
    v.strictObject({ token, scans, trial: v.optional(v.literal(false)), signature: signingWithReason }),
  ]);
  return bodyRoute(
    { method: 'POST', path: `/api/warehouse/${name}`, needs: right },
    shape,
    async ({ body, who, sign }) => {
      if (body.trial === true) {
        // Nobody signs what is only tried, and it leaves nothing behind.
        await takeOver(needs);
        return triedAs(body, orRefuse(does(needs, { ...body, reason: 'only tried' }, { who })));
      }
      const signature = await sign(body.signature);
      await takeOver(needs);
      const what = { token: body.token, scans: body.scans, reason: body.signature.reason };
      return { status: 201, body: { ...orRefuse(does(needs, what, { who, signature })), signature } };
    },
  );
}

const lookUps = (needs: WarehouseRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/warehouse', needs: 'look-up-goods' }, () => {
    const { settings, numbers, warehouseOrders } = needs;
    const all = [{ id: settings.bizLocation, name: 'receiving' }, ...settings.locations];
    const places = all.map((one) => ({ ...one, link: canonicalEpc(one.id) }));
    const open = warehouseOrders.list('open', 200).map(({ order, body, at }) => ({ order, kind: body.kind, at }));
    const partners = (settings.partners ?? []).map((one) => ({ ...one, gln: canonicalKey(one.id)?.primary.value }));
    return { status: 200, body: { places, partners, orders: open, numbers: numbers.count() } };
  }),
  route({ method: 'GET', path: '/api/warehouse/stock', needs: 'look-up-goods' }, async ({ query }) => {
    await takeOver(needs);
    const [gtin, location, after] = ['gtin', 'location', 'after'].map((name) => query.get(name) ?? undefined);
    return { status: 200, body: stockOf(needs, { gtin, location, after }) };
  }),
  route({ method: 'GET', path: '/api/warehouse/things', needs: 'look-up-goods' }, async ({ query, who }) => {
    await takeOver(needs);
    return { status: 200, body: orRefuse(thingInFull(needs, query.get('scan') ?? '', { who })) };
  }),
  route({ method: 'GET', path: '/api/warehouse/orders/{order}', needs: 'look-up-goods' }, async ({ path, who }) => {
    await takeOver(needs);
    return { status: 200, body: orRefuse(orderInFull(needs, path['order'] ?? '', { who })) };
  }),
];
