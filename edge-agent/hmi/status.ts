import { packMlStates } from '#shared/line/packml.ts';
import { possibleCommands } from '../line/by-hand.ts';
import type { Line } from '../line/line.ts';
import { devicesOf, type Machine } from '../line/machine.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ClockTold } from '../site/clock-watch.ts';
import type { Trouble } from '../site/orders/orders.ts';
import type { SiteAlarms } from '../site/site-alarms.ts';
import type { Containers } from '../store/containers.ts';
import type { LineFigures } from './figures.ts';
import type { PageScan } from './page-scanners.ts';

export interface StatusNeeds {
  readonly site: string;
  readonly lines: readonly { readonly line: Line; readonly machine: Machine }[];
  readonly outbox: Outbox;
  readonly containers: Containers;
  readonly connected: () => boolean;
  /** Since when it is not, in ISO 8601, as far as that was seen. */
  readonly awaySince?: (() => string | undefined) | undefined;
  /** Which way to the cloud was taken. */
  readonly via: 'mqtt' | 'greengrass';
  readonly troubles: () => readonly Trouble[];
  readonly siteAlarms: Pick<SiteAlarms, 'open'>;
  readonly clock: () => ClockTold | undefined;
  /** True where people sign in. */
  readonly signIn: () => boolean;
  readonly hasWarehouse?: boolean | undefined;
  /** What scanners of the page's stations read last. */
  readonly scans?: (() => Readonly<Record<string, readonly PageScan[]>>) | undefined;
  readonly figures: (line: Line) => LineFigures;
}

/** Everything an operator wants to see of a site, now. */
export function siteStatus(needs: StatusNeeds) {
  const { site, outbox, connected, via, troubles } = needs;
  return {
    site,
    /** Which process this is, for whoever has to look after it. */
    pid: process.pid,
    signIn: needs.signIn(),
    warehouse: needs.hasWarehouse === true,
    lines: lineStatuses(needs),
    outbox: {
      depth: outbox.depth(),
      gathering: outbox.gathering(),
      connected: connected(),
      since: needs.awaySince?.(),
      via,
      refused: outbox.exceptions(),
    },
    /** Alarms that belong to no line. */
    alarms: needs.siteAlarms.open(),
    clock: needs.clock(),
    troubles: troubles(),
    scans: needs.scans?.() ?? {},
  };
}

/** Every line as it stands now. */
export const lineStatuses = ({ lines, containers, figures }: Pick<StatusNeeds, 'lines' | 'containers' | 'figures'>) =>
  lines.map(({ line, machine }) => ({ ...lineStatus(line, machine, containers), ...figures(line) }));

function lineStatus(line: Line, machine: Machine, containers: Containers) {
  const { mode, stands, who } = line.control;
  const healths = Object.entries(devicesOf(machine)).map(([name, device]) => [name, device.health()]);
  return {
    line: line.name,
    state: line.state,
    stateNumber: packMlStates[line.state],
    mode,
    /** Where a person has it stand, and who. */
    ...(stands !== undefined && { stands: { where: stands, who } }),
    commands: possibleCommands(
      line.state,
      line.alarms.open().some(({ stops }) => stops),
      line.awaited() !== undefined,
    ),
    awaited: line.awaited(),
    devices: Object.fromEntries(healths),
    alarms: line.alarms.open(),
    ...(line.run === undefined ? {} : { batch: batchStatus(line.run, containers) }),
  };
}

function batchStatus({ batch, flow }: NonNullable<Line['run']>, containers: Containers) {
  const { order, gtin, lot, owner, quantity } = batch.order;
  return {
    batch: batch.batch,
    order,
    owner,
    gtin,
    lot,
    state: batch.state,
    quantity,
    counts: { ...flow.tally, inFlight: flow.inFlight, ...containers.count(batch.batch) },
  };
}
