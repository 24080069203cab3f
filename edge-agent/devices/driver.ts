import { isRefusal, type Refusal } from '#shared/refusal.ts';

/** How a device is opened by its address; a refusal names the member that is wrong. Reading opens nothing. */
export type ReadAddress<Opened, Address> = (address: Address) => (() => Opened) | Refusal;

/** Opens a device by its address. A refusal names the member that is wrong. */
export interface Driver<Opened, Address = unknown> {
  (address: Address): Opened | Refusal;
  /** The same without opening anything: by it a configuration is judged before it is carried out. */
  readonly read: ReadAddress<Opened, Address>;
}

export function driver<Opened, Address = unknown>(read: ReadAddress<Opened, Address>): Driver<Opened, Address> {
  const open = (address: Address) => {
    const opens = read(address);
    return isRefusal(opens) ? opens : opens();
  };
  return Object.assign(open, { read });
}
