import * as v from 'valibot';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Printer } from '../../../devices/device.ts';
import type { Line } from '../../../line/line.ts';
import type { Done, ManualNeeds } from '../../../line/manual/bench.ts';
import { complete } from '../../../line/manual/complete.ts';
import { confirmLayer } from '../../../line/manual/confirm-layer.ts';
import { decommission, destroy } from '../../../line/manual/end.ts';
import { open } from '../../../line/manual/open.ts';
import { printAll } from '../../../line/manual/print-all.ts';
import { reintroduce } from '../../../line/manual/reintroduce.ts';
import { relabel } from '../../../line/manual/relabel.ts';
import { replaceChild } from '../../../line/manual/replace-child.ts';
import { reprintLabel } from '../../../line/manual/reprint-label.ts';
import { sample, sampleKinds } from '../../../line/manual/sample.ts';
import { scanBack } from '../../../line/manual/scan-back.ts';
import { split } from '../../../line/manual/split.ts';
import type { Right } from '../../../people/rights.ts';
import { signingWithReason } from '../../../people/sign.ts';
import { orRefuse, Refused } from '../../../refused.ts';
import type { Signature } from '../../../store/acts.ts';
import { type Answer, type ApiRequest, bodyRoute, type Route, readBody } from '../route.ts';

/** Where people work on packs and containers at a line. */
export interface HandBench {
  readonly line: Pick<Line, 'name' | 'changed'> & Partial<Pick<Line, 'run'>>;
  readonly place: ManualNeeds['place'];
  readonly labelPrinter?: Printer | undefined;
}

export interface ManualRouteNeeds extends Omit<ManualNeeds, 'line' | 'place'> {
  readonly benches: readonly HandBench[];
}

const scan = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
/** By what is scanned on it, or by its number where nothing can be scanned. */
const one = { scan: v.optional(scan), container: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) };
const bySerial = { gtin: v.optional(scan), serial: v.optional(scan) };
const children = v.pipe(v.array(scan), v.maxLength(400));
const cascade = v.optional(v.boolean(), false);

/** How long a label printer may take. */
const PRINT_MS = 10_000;

type Signed = <Entries extends v.ObjectEntries>(
  path: string,
  right: Right,
  entries: Entries,
  does: (
    needs: ManualNeeds,
    body: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    signature: Signature,
  ) => Done | Refusal,
) => Route;

/** Makes routes of one act each, whose body has the entries and a signature. */
const signedRoutes =
  (needs: ManualRouteNeeds): Signed =>
  (path, right, entries, does) => {
    const shape = v.strictObject(entries);
    const whole = v.object({ signature: signingWithReason });
    return bodyRoute(
      { method: 'POST', path: `/api/lines/{line}/${path}`, needs: right },
      v.looseObject({ signature: signingWithReason }),
      async ({ body, sign, path: named }) => {
        const bench = benchOf(needs, { path: named });
        const { signature: signing } = v.parse(whole, body);
        const { signature: _, ...rest } = body;
        const wanted = readBody(shape, rest);
        const signature = await sign(signing);
        const done = orRefuse(does(manualAt(needs, bench), wanted, signature));
        return answered(needs, bench, done);
      },
    );
  };

/** What people do by hand to packs and containers, each with a reason and a signature. */
export const manualRoutes = (needs: ManualRouteNeeds): Route[] => {
  const signed = signedRoutes(needs);
  return [
    signed('sample', 'sample', { scan, kind: v.picklist(sampleKinds) }, sample),
    signed('reintroduce', 'rework', { scan, beside: v.optional(v.pipe(v.array(scan), v.maxLength(2))) }, reintroduce),
    signed('relabel', 'rework', { scan: v.optional(scan), ...bySerial }, (at, body, signature) =>
      relabel(at, packOf(body), signature),
    ),
    signed('open', 'rework', one, (at, body, signature) => open(at, refOf(body), signature)),
    signed('complete', 'rework', { ...one, children }, (at, body, signature) =>
      complete(at, { ...refOf(body), children: body.children }, signature),
    ),
    signed('split', 'rework', { ...one, children }, (at, body, signature) =>
      split(at, { ...refOf(body), children: body.children }, signature),
    ),
    signed('replace-child', 'rework', { ...one, out: scan, into: scan }, (at, body, signature) =>
      replaceChild(at, { ...refOf(body), out: body.out, into: body.into }, signature),
    ),
    signed('reprint-label', 'reprint-label', { ...one, ...bySerial }, (at, body, signature) =>
      reprintLabel(at, anyOf(body), signature),
    ),
    signed('decommission', 'decommission', { ...one, ...bySerial, cascade }, (at, body, signature) =>
      decommission(at, { ...anyOf(body), cascade: body.cascade }, signature),
    ),
    signed('destroy', 'destroy', { ...one, ...bySerial, cascade }, (at, body, signature) =>
      destroy(at, { ...anyOf(body), cascade: body.cascade }, signature),
    ),
    signed(
      'confirm-layer',
      'rework',
      { packs: v.pipe(v.number(), v.integer(), v.minValue(1)) },
      (at, { packs }, signature) =>
        confirmLayer(
          at,
          { packs, layer: benchOf(needs, { path: { line: at.line } }).line.run?.packing.shortLayer },
          signature,
        ),
    ),
    bodyRoute(
      { method: 'POST', path: '/api/lines/{line}/scan-back', needs: 'rework' },
      v.strictObject({ scan }),
      ({ body, who, path }) => {
        const bench = benchOf(needs, { path });
        const readBack = orRefuse(scanBack(manualAt(needs, bench), body.scan, who));
        tellLines(needs, readBack.batch);
        return { status: 200, body: readBack };
      },
    ),
  ];
};

/** The act stands whatever becomes of its labels: those that were not printed are printed by another act. */
async function answered(
  needs: ManualRouteNeeds,
  bench: HandBench,
  { labels = [], body, ...done }: Done,
): Promise<Answer> {
  tellLines(needs, done.batch);
  if (labels.length === 0) return { status: 201, body: { ...done, ...body } };
  if (bench.labelPrinter === undefined) return { status: 201, body: { ...done, ...body, printed: false, labels } };
  try {
    await printAll(bench.labelPrinter, labels, AbortSignal.timeout(PRINT_MS));
    return { status: 201, body: { ...done, ...body, printed: true, labels } };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { status: 201, body: { ...done, ...body, printed: false, why, labels } };
  }
}

/** Whichever line packs the batch looks again. */
function tellLines({ benches }: ManualRouteNeeds, batch: number): void {
  for (const { line } of benches) line.changed(batch);
}

function manualAt(needs: ManualRouteNeeds, { line, place }: HandBench): ManualNeeds {
  const { db, batches, journal, containers, stock, outbox, door, acts, now } = needs;
  return { db, batches, journal, containers, stock, outbox, door, acts, now, line: line.name, place };
}

function benchOf({ benches }: ManualRouteNeeds, { path }: Pick<ApiRequest, 'path'>): HandBench {
  const found = benches.find(({ line }) => line.name === path['line']);
  if (found === undefined) throw new Refused(refuse('not-found', `this site has no line ${path['line']}`));
  return found;
}

interface NamedInStore {
  readonly scan?: string | undefined;
  readonly container?: number | undefined;
}
type NamedBySerial = Readonly<Partial<Record<'scan' | 'gtin' | 'serial', string | undefined>>>;

function refOf(body: NamedInStore) {
  if (body.scan !== undefined) return { scan: body.scan };
  if (body.container !== undefined) return { container: body.container };
  throw new Refused(
    refuse('malformed', 'neither scan nor container is given', { at: '/scan', remedy: 'Give one of them.' }),
  );
}

/** A pack or a container, however it is named. */
const anyOf = (body: NamedBySerial & NamedInStore) => (body.serial === undefined ? refOf(body) : packOf(body));

function packOf({ scan: code, gtin, serial }: NamedBySerial) {
  if (code !== undefined) return { scan: code };
  if (gtin !== undefined && serial !== undefined) return { gtin, serial };
  throw new Refused(
    refuse('malformed', 'neither scan nor gtin and serial are given', { at: '/scan', remedy: 'Give one of them.' }),
  );
}
