import type { Line } from '../line/line.ts';
import type { Machine } from '../line/machine.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Trouble } from '../site/orders.ts';
import type { Containers } from '../store/containers.ts';

export interface StatusNeeds {
  readonly site: string;
  readonly lines: readonly { readonly line: Line; readonly machine: Machine }[];
  readonly outbox: Outbox;
  readonly containers: Containers;
  readonly connected: () => boolean;
  readonly troubles: () => readonly Trouble[];
}

/** Everything an operator wants to see of a site, now. */
export function siteStatus({ site, lines, outbox, containers, connected, troubles }: StatusNeeds) {
  return {
    site,
    /** Which process this is, for whoever has to look after it. */
    pid: process.pid,
    lines: lines.map(({ line, machine }) => lineStatus(line, machine, containers)),
    outbox: {
      depth: outbox.depth(),
      gathering: outbox.gathering(),
      connected: connected(),
      refused: outbox.exceptions(),
    },
    troubles: troubles(),
  };
}

function lineStatus(line: Line, { printer, reader, plc }: Machine, containers: Containers) {
  return {
    line: line.name,
    state: line.state,
    devices: { printer: printer.health(), camera: reader.health(), gate: plc.health() },
    alarms: line.alarms.open(),
    ...(line.run === undefined ? {} : { batch: batchStatus(line.run, containers) }),
  };
}

function batchStatus({ batch, flow }: NonNullable<Line['run']>, containers: Containers) {
  const { order, gtin, lot, owner, quantity, unitsPerCase, casesPerPallet } = batch.order;
  const closed = containers.count(batch.batch);
  const done = batch.state === 'closed' || batch.state === 'reported';
  return {
    order,
    owner,
    gtin,
    lot,
    state: batch.state,
    quantity,
    counts: { ...flow.tally, inFlight: flow.inFlight, ...closed },
    openCase: { units: flow.tally.commissioned - flow.tally.packed, of: unitsPerCase },
    openPallet: { cases: done ? 0 : closed.cases % casesPerPallet, of: casesPerPallet },
  };
}
