import { DeviceFault } from '../../devices/device-fault.ts';
import type { PackingNeeds } from './packing-needs.ts';

/** Has a device of a packing station do something that nobody waits for; its failure is an alarm. */
export function send(
  { raise, ending }: Pick<PackingNeeds, 'raise' | 'ending'>,
  device: string,
  sent: Promise<void>,
): void {
  sent.catch((error: unknown) => {
    if (!ending.aborted) raise('device-lost', `${device}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** Tells the packer a verdict, where there is a packer. */
export function sendVerdict(needs: PackingNeeds, sequence: number, verdict: 'accept' | 'refuse'): void {
  const { machine, ending } = needs;
  const told = machine.packer?.verdict(sequence, verdict, ending).catch((error: unknown) => {
    // Another picture was taken meanwhile, and that one gets its own verdict: until then the layer is held.
    if (!(error instanceof DeviceFault && error.kind === 'rejected')) throw error;
  });
  if (told !== undefined) send(needs, 'the packer', told);
}
