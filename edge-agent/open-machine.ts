import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Config } from './config.ts';
import { openPlc } from './devices/open-plc.ts';
import { openPrinter } from './devices/open-printer.ts';
import { openReader } from './devices/open-reader.ts';
import type { Machine } from './line/machine.ts';
import { RenewedPlc } from './renewed-plc.ts';

/**
 * Opens the devices of a line. They connect by themselves. Throws when an address is wrong, naming the member.
 *
 * @param afterFate the trigger whose fate was the last to be told, when fates behind it are still wanted
 */
export function openMachine({ line, printer, reader, plc }: Config['lines'][number], afterFate?: number): Machine {
  const member = (name: string) => `line ${line}, ${name}`;
  const gate = (from: object) => orThrow(member('plc'), openPlc({ ...plc, ...from }));
  return {
    printer: orThrow(member('printer'), openPrinter(printer)),
    reader: orThrow(member('reader'), openReader(reader)),
    plc: new RenewedPlc(gate(afterFate === undefined ? {} : { afterFate }), () => gate({})),
  };
}

/** Lets go of the devices of a line. */
export async function closeMachine({ printer, reader, plc }: Machine): Promise<void> {
  await Promise.all([printer.close(), reader.close(), plc.close()]);
}

function orThrow<Opened>(member: string, opened: Opened | Refusal): Opened {
  if (isRefusal(opened)) throw new Error(`${member}${opened.at ?? ''}: ${opened.detail}`);
  return opened;
}
