import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Refusal } from '#shared/refusal.ts';
import type { ContainerLabel, Printer } from '../../../devices/device.ts';
import { signingWithReason } from '../../../people/sign.ts';
import { orRefuse } from '../../../refused.ts';
import { takeOver } from '../../../site/warehouse/enter-lots.ts';
import { act, type By, type Said, type WarehouseNeeds } from '../../../site/warehouse/floor.ts';
import { labelAgain, labelPrinted } from '../../../site/warehouse/label.ts';
import { type Learned, learn, nothingLearned } from '../../../site/warehouse/learn.ts';
import { asOrder, orderInFull, stockOf, thingInFull } from '../../../site/warehouse/look-up.ts';
import { pack, scanBack } from '../../../site/warehouse/pack.ts';
import { pick } from '../../../site/warehouse/pick.ts';
import { putAway } from '../../../site/warehouse/put-away.ts';
import { destroy, hold, release } from '../../../site/warehouse/quarantine.ts';
import { receive } from '../../../site/warehouse/receive.ts';
import type { Repository } from '../../../site/warehouse/repository.ts';
import { ship } from '../../../site/warehouse/ship.ts';
import { takeBack } from '../../../site/warehouse/take-back.ts';
import { unpack } from '../../../site/warehouse/unpack.ts';
import { receipt, shipment } from '../../../store/warehouse-orders.ts';
import { bodyRoute, type Route, route } from '../route.ts';

export interface WarehouseRouteNeeds extends WarehouseNeeds {
  readonly repository: Repository;
  readonly labelPrinter: Printer | undefined;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const scans = v.pipe(v.array(text), v.minLength(1), v.maxLength(400));
const token = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable characters without spaces'),
);
const said = { token, trial: v.optional(v.boolean()) };
const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500));
const orderId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 letters, digits or ._:-'));

/** How long a label printer may take. */
const PRINT_MS = 10_000;

/** What people do with scanners in a warehouse, and what they look up. */
export const warehouseRoutes = (needs: WarehouseRouteNeeds): Route[] => [
  ...lookUps(needs),
  ...orders(needs),
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
      const done = await printed(needs, again);
      // Without a printer here the label is printed elsewhere, by whoever asked for it.
      if (done.printed === true || needs.labelPrinter === undefined) labelPrinted(needs, again.container, { who });
      return { status: 201, body: done };
    },
  ),
  signed(needs, 'hold', 'judge-goods', hold),
  signed(needs, 'release', 'judge-goods', release),
  signed(needs, 'destroy', 'destroy', destroy),
];

type Body<Entries extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<Entries & typeof said, undefined>>;

/** A route of an act that nobody signs. Of what is asked first nothing is awaited for longer than a person would. */
function plain<Entries extends v.ObjectEntries>(
  needs: WarehouseRouteNeeds,
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
      const isTrial = Object(body).trial === true;
      const learned = asks === undefined ? nothingLearned : await learn(needs, scansIn(body), isTrial);
      await takeOver(needs);
      const done = orRefuse(does(needs, body, { who }, learned));
      return { status: isTrial ? 200 : 201, body: isTrial ? done : await printed(needs, done) };
    },
  );
}

const scansIn = (body: unknown): string[] => v.parse(v.object({ scans: v.array(v.string()) }), body).scans;

function signed(
  needs: WarehouseRouteNeeds,
  name: string,
  right: 'judge-goods' | 'destroy',
  does: (needs: WarehouseNeeds, body: Said & { scans: string[]; reason: string }, by: By) => object | Refusal,
): Route {
  const shape = v.strictObject({ token, scans, signature: signingWithReason });
  return bodyRoute(
    { method: 'POST', path: `/api/warehouse/${name}`, needs: right },
    shape,
    async ({ body, who, sign }) => {
      const signature = await sign(body.signature);
      await takeOver(needs);
      const what = { token: body.token, scans: body.scans, reason: body.signature.reason };
      return { status: 201, body: { ...orRefuse(does(needs, what, { who, signature })), signature } };
    },
  );
}

/** The act stands whatever becomes of its label: one that was not printed is printed again. */
async function printed(
  { labelPrinter, log }: WarehouseRouteNeeds,
  done: object & { label?: ContainerLabel },
): Promise<object & { printed?: boolean }> {
  if (done.label === undefined) return done;
  if (labelPrinter === undefined) return { ...done, printed: false };
  try {
    await labelPrinter.print(done.label, AbortSignal.timeout(PRINT_MS));
    return { ...done, printed: true };
  } catch (error) {
    log('warehouse-label-not-printed', { error: String(error) });
    return { ...done, printed: false };
  }
}

const lookUps = (needs: WarehouseRouteNeeds): Route[] => [
  route({ method: 'GET', path: '/api/warehouse', needs: 'warehouse' }, () => {
    const { settings, numbers, warehouseOrders } = needs;
    const places = [{ id: settings.bizLocation, name: 'receiving' }, ...settings.locations];
    const open = warehouseOrders.list('open', 200).map(({ order, body, at }) => ({ order, kind: body.kind, at }));
    return { status: 200, body: { places, orders: open, numbers: numbers.count() } };
  }),
  route({ method: 'GET', path: '/api/warehouse/stock', needs: 'warehouse' }, async ({ query }) => {
    await takeOver(needs);
    const [gtin, location, after] = ['gtin', 'location', 'after'].map((name) => query.get(name) ?? undefined);
    return { status: 200, body: stockOf(needs, { gtin, location, after }) };
  }),
  route({ method: 'GET', path: '/api/warehouse/things', needs: 'warehouse' }, async ({ query, who }) => {
    await takeOver(needs);
    return { status: 200, body: orRefuse(thingInFull(needs, query.get('scan') ?? '', { who })) };
  }),
  route({ method: 'GET', path: '/api/warehouse/orders/{order}', needs: 'warehouse' }, async ({ path, who }) => {
    await takeOver(needs);
    return { status: 200, body: orRefuse(orderInFull(needs, path['order'] ?? '', { who })) };
  }),
];

const { kind: _receipt, ...ofReceipt } = receipt.entries;
const { kind: _shipment, ...ofShipment } = shipment.entries;

const orders = (needs: WarehouseRouteNeeds): Route[] => [
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/receipts', needs: 'warehouse' },
    v.strictObject(ofReceipt),
    async ({ body, who }) => {
      const advised = body.advised?.map(canonicalEpc) ?? (await announced(needs, body.advice));
      const given = { ...body, kind: 'receipt' as const, ...(advised !== undefined && { advised }) };
      const added = act(needs, 'add', { token: randomUUID() }, { who }, (floor) => asOrder(floor, body.advice, given));
      return { status: 201, body: orRefuse(added) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/shipments', needs: 'warehouse' },
    v.strictObject({ order: orderId, ...ofShipment }),
    ({ body, who }) => {
      const { order, ...rest } = body;
      const given = { kind: 'shipment' as const, ...rest };
      return {
        status: 201,
        body: orRefuse(act(needs, 'add', { token: randomUUID() }, { who }, (floor) => asOrder(floor, order, given))),
      };
    },
  ),
];

/** What a despatch advice announces, by the repository; undefined when it has none or nobody answers. */
async function announced(
  { repository, settings, log }: WarehouseRouteNeeds,
  advice: string,
): Promise<string[] | undefined> {
  try {
    const epcs = await repository.despatched(settings.owner, advice);
    return epcs.length === 0 ? undefined : epcs.map(canonicalEpc);
  } catch (error) {
    log('despatch-advice-not-asked', { error: String(error) });
    return undefined;
  }
}
