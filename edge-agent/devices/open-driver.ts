import { refuse } from '#shared/refusal.ts';
import { type Driver, driver } from './driver.ts';

/** Drivers of one kind of device, by the name that a configuration gives them. Each reads its own address. */
export type Drivers<Opened> = Readonly<Record<string, Driver<Opened>>>;

/** A device's address as a configuration has it; `driver` says which driver reads the rest. */
export interface DeviceAddress {
  readonly driver?: string | undefined;
  readonly [member: string]: unknown;
}

/** Devices of one kind, by the driver that an address names, or by the usual one. */
export const driverOf = <Opened>(drivers: Drivers<Opened>, usual: string): Driver<Opened, DeviceAddress> =>
  driver(({ driver: name = usual, ...address }) => {
    const named = drivers[name];
    if (named !== undefined && Object.hasOwn(drivers, name)) return named.read(address);
    const known = Object.keys(drivers).join(', ');
    return refuse('malformed', `there is no driver ${name}`, {
      at: '/driver',
      rule: 'a driver of this release',
      remedy: `Name one of ${known}.`,
    });
  });
