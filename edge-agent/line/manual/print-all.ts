import type { Label, Printer } from '../../devices/device.ts';

/** Prints labels once the act stands. What the printer does not take is printed again by `reprint-label`. */
export async function printAll(
  printer: Printer | undefined,
  labels: readonly Label[],
  signal: AbortSignal,
): Promise<void> {
  for (const label of labels) await printer?.print(label, signal);
}
