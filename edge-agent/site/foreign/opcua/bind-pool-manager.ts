import type { UAObject } from 'node-opcua-address-space';
import { DataType, Variant } from 'node-opcua-client';
import * as v from 'valibot';
import type { Answer } from './answer.ts';
import { bind, methodOf } from './bind.ts';
import type { Bound } from './bound.ts';
import { permitted } from './callers.ts';
import { poolMethods } from './nodes.ts';
import type { Given, Handed, PoolManager } from './pool-manager.ts';
import { serialStates } from './return-codes.ts';
import { statusOf, stringOf } from './variants.ts';
import { keyValues, number, snCollection, string } from './words.ts';

const notHere: Answer = {
  code: 'InsufficientPrivilegeToExecute',
  problems: ['numbers are the site’s own: a line has them for its orders, by SNRequestAllocated, and gives those back'],
};

/** Binds the methods of a pool manager (OPC 30260 §6.3.1). */
export function bindPoolManager(bound: Bound, object: UAObject, pools: PoolManager): void {
  const { namespace, callers } = bound;
  for (const name of Object.keys(poolMethods)) {
    const method = methodOf(object, name, namespace);
    if (name.startsWith('SNRequest')) {
      bind(method, async (inputs, context) => {
        const [collection, count, format, criteria, token] = v.parse(
          v.strictTuple([string, number, string, keyValues, string]),
          inputs,
        );
        const handed = await permitted(callers, context, (): Handed | Promise<Handed> =>
          name === 'SNRequestAllocated' ? pools.request({ collection, count, format, criteria, token }) : notHere,
        );
        // All that were asked for are here: there is no more to come, and so no token to ask for it with.
        return [statusOf(handed.code), collectionOf(bound, handed), stringOf(null)];
      });
      continue;
    }
    const work = (given: Given): Answer | Promise<Answer> => {
      if (name === 'SNReturnAllocated') return pools.giveBack(given);
      return name === 'SNtoEncoded' ? pools.encoded(given) : notHere;
    };
    bind(method, async (inputs, context) => {
      const [{ ID: collection, serialNumbers: numbers }, criteria, format] = v.parse(
        v.strictTuple([snCollection, keyValues, string]),
        inputs,
      );
      const answer = await permitted(callers, context, () => work({ collection, numbers, criteria, format }));
      return [statusOf(answer.code)];
    });
  }
}

function collectionOf({ space, namespace }: Bound, { collection }: Handed): Variant {
  const type = space.findDataType('OPENSCSSNCollectionDataType', namespace);
  if (collection === undefined || type === null)
    return new Variant({ dataType: DataType.ExtensionObject, value: null });
  const value = space.constructExtensionObject(type, {
    ID: collection.id,
    description: `${collection.numbers.length} numbers`,
    state: serialStates.indexOf('Allocated'),
    associatedPoolID: collection.pool,
    serialNumbers: [...collection.numbers],
  });
  return new Variant({ dataType: DataType.ExtensionObject, value });
}
