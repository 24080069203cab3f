import { type Refusal, refuse } from '#shared/refusal.ts';

/** Drivers of one kind of device, by the name that a configuration gives them. Each reads its own address. */
export type Drivers<Opened> = Readonly<Record<string, (address: unknown) => Opened | Refusal>>;

/** A device's address as a configuration has it; `driver` says which driver reads the rest. */
export interface DeviceAddress {
  readonly driver?: string | undefined;
  readonly [member: string]: unknown;
}

/** Opens a device by the driver its address names, or by the usual one. A refusal names the member that is wrong. */
export function openDriver<Opened>(
  drivers: Drivers<Opened>,
  usual: string,
  { driver = usual, ...address }: DeviceAddress,
): Opened | Refusal {
  const open = drivers[driver];
  if (open !== undefined && Object.hasOwn(drivers, driver)) return open(address);
  const known = Object.keys(drivers).join(', ');
  return refuse('malformed', `there is no driver ${driver}`, {
    at: '/driver',
    rule: 'a driver of this release',
    remedy: `Name one of ${known}.`,
  });
}
