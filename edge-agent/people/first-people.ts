import type { Config } from '../config.ts';
import type { People } from './people.ts';

/** Takes in the people that the configuration names and that are not known yet: later changes are made at the line, not there. */
export function firstPeople(people: People, configured: Config['people'], at: string): void {
  // They made the hashes of their own passwords, so nobody else knows them.
  for (const person of configured) people.add({ ...person, mustChange: false }, 'configuration', at);
}
