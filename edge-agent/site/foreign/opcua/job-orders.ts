import type { UAObject } from 'node-opcua-address-space';
import { DataType, type NodeId } from 'node-opcua-client';
import * as v from 'valibot';
import type { ForeignLine } from '../foreign-line.ts';
import { bind } from './bind.ts';
import type { Bound } from './bound.ts';
import { permitted } from './callers.ts';
import { nameOf } from './find-order.ts';
import { finish, start, stateOf } from './order-work.ts';
import { intOf, intsOf, statusOf, stringsOf, uintsOf } from './variants.ts';
import { keyValues, string } from './words.ts';

/**
 * What OPEN-SCS has no methods for: the orders of the line, their beginning and end, and why the last call of the session was not answered
 * NoError. States are JobOrderStateEnum, codes OPENSCSReturnEnum.
 */
export function addJobOrders(bound: Bound, folder: UAObject, line: ForeignLine, newToken: () => string): UAObject {
  const { space, callers } = bound;
  const own = space.getOwnNamespace();
  const object = own.addObject({ componentOf: folder, nodeId: 's=JobOrders', browseName: 'JobOrders' });
  const add = (name: string, inputs: Arguments, outputs: Arguments) =>
    own.addMethod(object, {
      nodeId: `s=JobOrders.${name}`,
      browseName: name,
      inputArguments: inputs.map(argumentOf),
      outputArguments: outputs.map(argumentOf),
    });
  const keyValue = bound.space.findDataType('OPENSCSKeyValueDataType', bound.namespace)?.nodeId;
  if (keyValue === undefined) throw new Error('the model has no OPENSCSKeyValueDataType');
  const listed: Arguments = [
    ['OrderIDs', DataType.String, 1],
    ['States', DataType.Int32, 1],
    ['Orders', DataType.String, 1],
  ];
  bind(add('ListOrders', [], listed), () => {
    const orders = line.orders();
    return [
      stringsOf(orders.map(nameOf)),
      intsOf(orders.map(({ state }) => stateOf(state))),
      stringsOf(orders.map((one) => JSON.stringify(one))),
    ];
  });
  const begun = [status, state];
  bind(add('StartOrder', [order, token], begun), async (inputs, context) => {
    const [id, said] = v.parse(v.strictTuple([string, string]), inputs);
    const answer = await permitted(callers, context, () => start(line, id, said || newToken()));
    return [statusOf(answer.code), intOf('state' in answer ? answer.state : 0)];
  });
  const counts = ['Counts', keyValue, 1] as const;
  const finished: Arguments = [...begun, ['Exceptions', DataType.UInt32, 1]];
  bind(add('FinishOrder', [order, counts, token], finished), async (inputs, context) => {
    const [id, said, ownToken] = v.parse(v.strictTuple([string, keyValues, string]), inputs);
    const answer = await permitted(callers, context, () => finish(line, id, said, ownToken || newToken()));
    const ended = 'state' in answer ? answer : { state: 0, exceptions: [] };
    return [statusOf(answer.code), intOf(ended.state), uintsOf(ended.exceptions)];
  });
  bind(add('ExplainLast', [], [['Problems', DataType.String, 1]]), (_, context) => [stringsOf(callers.last(context))]);
  return object;
}

type Arguments = readonly (readonly [name: string, type: DataType | NodeId, rank: 1 | -1])[];

const argumentOf = ([name, dataType, valueRank]: Arguments[number]) => ({ name, dataType, valueRank });

const order = ['OrderID', DataType.String, -1] as const;
const token = ['RequestToken', DataType.String, -1] as const;
const status = ['ReturnStatus', DataType.Int32, -1] as const;
const state = ['State', DataType.Int32, -1] as const;
