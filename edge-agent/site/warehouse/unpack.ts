import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Stored } from '../../store/inventory.ts';
import { findAll, listInside } from './find-thing.ts';
import { act, type By, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import { takeOut } from './take-out.ts';

export interface Unpacking extends Said {
  readonly container: string;
  /** What comes out; all of it when left out. */
  readonly scans?: readonly string[] | undefined;
  readonly reason: string;
}

/** What came out, how much is left, and which containers need another label. */
export interface Unpacked {
  readonly out: readonly string[];
  readonly left: number;
  readonly relabel: readonly string[];
}

/** Takes things out of a container, or all of them. */
export const unpack = (needs: WarehouseNeeds, said: Unpacking, by: By): Unpacked | Refusal =>
  act(needs, 'unpack', said, by, (floor) => {
    const { inventory } = needs;
    const [container] = findAll(floor, [said.container], '/container');
    if (container === undefined) throw new Error('one was looked for');
    if (container.state !== 'here' && container.state !== 'labelled')
      forbid(
        refuse('conflict', `${container.epc} is ${container.state}`, {
          at: '/container',
          remedy: 'Nothing is taken out of it here.',
        }),
      );
    listInside(floor, container);
    const inside = inventory.inside(container.epc).filter(({ state }) => state !== 'empty');
    if (inside.length === 0) {
      forbid(
        refuse('conflict', `nobody knows what is in ${container.epc}`, {
          at: '/container',
          rule: 'EPCIS 2.0 §7.4.3: what was told to be in it can be told to leave it',
          remedy: 'Open it when the repository can be asked.',
        }),
      );
    }
    const out = said.scans === undefined ? inside : findAll(floor, said.scans);
    for (const [i, one] of out.entries()) if (one.parent !== container.epc) forbid(elsewhere(one, container, i));
    takeOut(floor, out, said.reason);
    return { out: out.map(({ epc }) => epc), left: inside.length - out.length, relabel: floor.relabel };
  });

const elsewhere = ({ epc, parent }: Stored, container: Stored, i: number) =>
  refuse(
    'conflict',
    `${epc} is ${parent === undefined ? 'in nothing' : `in ${parent}`}, not directly in ${container.epc}`,
    {
      at: `/scans/${i}`,
      remedy: parent === undefined ? 'It needs no unpacking.' : 'Open what it is in.',
    },
  );
