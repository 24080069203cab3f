import { Refused } from '#common/refused.ts';
import { refusedObjects } from '#common/refused-objects.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { kept } from './kept.ts';

export interface HubNeeds {
  readonly deliveries: Pick<Deliveries, 'ofLot'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

export type ToldToHub = ReturnType<typeof toldToHub>;

/** A report has up to 250,000 serials, some 6 MB. */
const MOST_MESSAGES = 6;
const MOST_LOTS = 50;

/** Some of it was taken. */
const partly = new Set<Delivery['state']>(['partially-accepted', 'corrected', 'closed']);

/** What the Hub was told of packs, by what was really sent and answered. For one run: what is read is kept, for alerts come in storms. */
export function toldToHub({ deliveries, evidence }: HubNeeds) {
  const lots = kept<readonly Delivery[]>(MOST_LOTS);
  const messages = kept<Buffer>(MOST_MESSAGES);
  const refusals = kept<ReadonlySet<string> | undefined>(MOST_MESSAGES);

  const reports = async (tenant: string, of: LotName, name: string) => {
    const all = await lots(`${tenant}#${of.gtin}#${of.lot}`, () => deliveries.ofLot(tenant, of));
    return all.filter(({ market, report }) => market === 'eu' && report?.name === name);
  };
  const names = async ({ tenant, deliveryId, frozen }: Delivery, serial: string) => {
    if (frozen === undefined) return false;
    const read = async () => Buffer.from((await evidence.get(frozen.evidenceKey)) ?? []);
    const message = await messages(`${tenant}#${deliveryId}`, read);
    return message.includes(`"${serial}"`, Math.max(0, message.indexOf('"serials"')));
  };
  /** Undefined where it cannot be read any more what was refused. */
  const refusedOf = (report: Delivery) =>
    refusals(`${report.tenant}#${report.deliveryId}`, async () => {
      try {
        return new Set(await refusedObjects({ evidence }, report));
      } catch (error) {
        if (error instanceof Refused) return undefined;
        throw error;
      }
    });
  const isTaken = async (report: Delivery, serial: string): Promise<boolean | undefined> => {
    if (report.state === 'acknowledged') return true;
    if (!partly.has(report.state)) return false;
    const refused = await refusedOf(report);
    return refused && !refused.has(serial);
  };

  return {
    /** Whether the Hub has taken a pack; without a serial, any pack of the lot. Undefined when nothing is known of it. */
    hasPack: async (tenant: string, of: LotName, serial: string | undefined): Promise<boolean | undefined> => {
      const told = await reports(tenant, of, 'product-pack-data');
      if (told.length === 0) return undefined;
      if (serial === undefined) return told.some(({ state }) => state === 'acknowledged' || partly.has(state));
      const verdicts: (boolean | undefined)[] = [];
      for (const report of told) if (await names(report, serial)) verdicts.push(await isTaken(report, serial));
      // Refused in one report, it may have been taken in the one that corrects it.
      if (verdicts.includes(true)) return true;
      return verdicts.includes(undefined) ? undefined : false;
    },
    /** What the Hub was told last that became of a pack. */
    changeOf: async (tenant: string, of: LotName, serial: string) => {
      const told = await reports(tenant, of, 'product-pack-state');
      const known: Delivery[] = [];
      for (const one of told) if ((await names(one, serial)) && (await isTaken(one, serial)) === true) known.push(one);
      const [last] = known.toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
      return last?.report?.change === undefined
        ? undefined
        : { change: last.report.change, at: timeOf(last), isActive: last.report.undo === true };
    },
  };
}

const timeOf = ({ report, createdAt }: Delivery): string => report?.at || createdAt;
