/**
 * `@peculiar/x509` wires its parts with tsyringe, which refuses to load without the decorator metadata of the proposal `reflect-metadata` fills in.
 * None of its classes takes injected arguments, so nothing is ever recorded: empty answers are the right ones. Import this file before it.
 */
const absent = () => undefined;

for (const name of ['getMetadata', 'getOwnMetadata'])
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value: absent, configurable: true, writable: true });
