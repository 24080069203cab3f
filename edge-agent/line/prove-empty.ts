import { Audit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { openContainers } from '../store/open-containers.ts';
import { Halt } from './alarm-table.ts';
import { type Machine, orHalt } from './machine.ts';

interface Needs {
  readonly db: Database;
  readonly line: string;
  readonly machine: Machine;
  readonly batch: number;
  readonly at: string;
}

/**
 * Proves that nothing of what ran before is on the line: no pack in the zone or the packer, no label in a printer, no open container; before a batch
 * none of another's, after it none of its own either. What was found goes into the audit trail.
 *
 * @throws Halt when something is, or when a device does not answer
 */
export async function proveEmpty(needs: Needs, phase: 'before' | 'after', signal: AbortSignal): Promise<void> {
  const { db, line, machine, batch, at } = needs;
  const { zone, triggers, passed, rejected, sampled } = await orHalt('the gate', machine.plc.status(signal));
  const waiting = await labelsIn(machine, signal);
  const packing = machine.packer && (await orHalt('the packer', machine.packer.status(signal)));
  const left = openContainers(db, line).filter((open) => phase === 'after' || open.batch !== batch);
  const found = [
    ...(zone > 0 ? [`${zone} packs in the zone`] : []),
    ...(waiting > 0 ? [`${waiting} labels in printers`] : []),
    ...(packing !== undefined && packing.packs > 0 ? [`${packing.packs} packs in the packer`] : []),
    ...(packing !== undefined && packing.layersInCase > 0
      ? [`a case with ${packing.layersInCase} layers in the packer`]
      : []),
    ...left.map(
      ({ level, container, batch: of, holds }) => `${level} ${container} of batch ${of} is open with ${holds} in it`,
    ),
  ];
  if (found.length > 0) throw new Halt('not-cleared', found.join('; '));
  const counters = `the gate has counted ${triggers}: ${passed} passed, ${rejected} rejected, ${sampled} sampled`;
  new Audit(db).append({
    at,
    batch,
    subject: `line ${line}`,
    now: `proved empty ${phase} batch ${batch}`,
    why: `zone 0, labels 0, open containers 0; ${counters}`,
  });
}

async function labelsIn({ printer, labelPrinter }: Machine, signal: AbortSignal): Promise<number> {
  const { waiting } = await orHalt('the printer', printer.status(signal));
  if (labelPrinter === undefined) return waiting;
  return waiting + (await orHalt('the label printer', labelPrinter.status(signal))).waiting;
}
