import type { AddressSpace, Namespace, UAObject } from 'node-opcua-address-space';
import { DataType, type StatusCode, StatusCodes, Variant, VariantArrayType } from 'node-opcua-client';
import {
  booleans,
  type MethodName,
  methodArguments,
  methodNames,
  NAMESPACE,
  optionalBooleans,
  ownNode,
  STATION,
  stateNames,
  type VariableName,
} from '../plcs/opcua-nodes.ts';
import {
  agentRegisters,
  FATE_SLOTS,
  type PlcImage,
  plcRegisters,
  readLong,
  readPlcImage,
  VERDICT_SLOTS,
  writeLong,
} from '../plcs/register-map.ts';
import { ModbusException } from './modbus-exception.ts';
import type { PlcProgram } from './plc-program.ts';

/** What the PLC's own people would say: its exceptions in the words of OPC UA. */
const statuses: Readonly<Record<number, StatusCode>> = {
  2: StatusCodes.BadOutOfRange,
  3: StatusCodes.BadInvalidArgument,
  6: StatusCodes.BadInvalidState,
};

/** Does something with the program; what the program turns down comes as a status. */
function orStatus<T>(work: () => T): T | StatusCode {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof ModbusException) return statuses[fault.modbusErrorCode] ?? StatusCodes.BadInternalError;
    throw fault;
  }
}

const values: Readonly<Record<(typeof stateNames)[number], (image: PlcImage) => number | boolean>> = {
  mapVersion: ({ mapVersion }) => mapVersion,
  heartbeat: ({ heartbeat }) => heartbeat,
  zone: ({ zone }) => zone,
  triggers: ({ triggers }) => triggers,
  passed: ({ passed }) => passed,
  rejected: ({ rejected }) => rejected,
  sampled: ({ sampled }) => sampled,
  binConfirmed: ({ binConfirmed }) => binConfirmed,
  released: ({ released }) => released,
  commandDone: ({ commandDone }) => commandDone,
  lastFate: ({ lastFate }) => lastFate,
  binFull: ({ binFull }) => binFull,
  airOk: ({ airLow }) => !airLow,
  guardClosed: ({ guardOpen }) => !guardOpen,
  estopReleased: ({ estop }) => !estop,
  rejectLimit: ({ rejectLimit }) => rejectLimit,
  trackingLost: ({ trackingLost = false }) => trackingLost,
  starved: ({ starved = false }) => starved,
  blocked: ({ blocked = false }) => blocked,
};

const isFlag = (name: (typeof stateNames)[number]) => [...booleans, ...optionalBooleans].some((one) => one === name);

const asVariant = (value: number | boolean) =>
  new Variant({ dataType: typeof value === 'boolean' ? DataType.Boolean : DataType.UInt32, value });

/** The ring as pairs of trigger and code. */
function ringOf(image: readonly number[]): Variant {
  const value = new Uint32Array(FATE_SLOTS * 2);
  for (let slot = 0; slot < FATE_SLOTS; slot++) {
    const at = plcRegisters.fates + slot * 3;
    value.set([readLong(image, at), image[at + 2] ?? 0], slot * 2);
  }
  return new Variant({ dataType: DataType.UInt32, arrayType: VariantArrayType.Array, value });
}

const writes: Readonly<Record<MethodName, (program: PlcProgram, inputs: readonly number[]) => void>> = {
  beat: (program, [value = 0]) => program.write(agentRegisters.heartbeat, [value]),
  command: (program, [number = 0, command = 0]) => program.write(agentRegisters.command, [number, command]),
  release: (program, [total = 0]) => program.write(agentRegisters.released, writeLong(total)),
  verdict: (program, [trigger = 0, code = 0]) =>
    program.write(agentRegisters.verdicts + (trigger % VERDICT_SLOTS) * 3, [...writeLong(trigger), code]),
  limitRejects: (program, [count = 0]) => program.write(agentRegisters.rejectLimit, [count]),
};

/** The last part of an identifier. */
const nameOf = (node: string) => node.slice(Math.max(node.indexOf('='), node.lastIndexOf('.')) + 1);

/** Shows the program's image; values read in one breath are of one scan, as most PLCs do it. */
function scanOf(program: PlcProgram): () => PlcImage {
  let scan: PlcImage | undefined;
  return () => {
    if (scan === undefined) {
      scan = readPlcImage(program.image());
      queueMicrotask(() => {
        scan = undefined;
      });
    }
    return scan;
  };
}

function addVariables(
  space: Namespace,
  componentOf: UAObject,
  program: PlcProgram,
  lacks: readonly VariableName[],
): void {
  const add = (name: VariableName, dataType: string, valueRank: number, get: () => Variant | StatusCode) =>
    space.addVariable({
      componentOf,
      nodeId: ownNode(name),
      browseName: nameOf(ownNode(name)),
      dataType,
      valueRank,
      // As small PLCs do: whoever subscribes gets samples.
      minimumSamplingInterval: 50,
      value: { get },
    });
  const scan = scanOf(program);
  for (const name of stateNames.filter((one) => !lacks.includes(one))) {
    const dataType = isFlag(name) ? 'Boolean' : 'UInt32';
    add(name, dataType, -1, () => orStatus(() => asVariant(values[name](scan()))));
  }
  add('fates', 'UInt32', 1, () => orStatus(() => ringOf(program.image())));
}

function addMethods(space: Namespace, station: UAObject, program: PlcProgram): void {
  for (const name of methodNames) {
    const method = space.addMethod(station, {
      nodeId: ownNode(name),
      browseName: nameOf(ownNode(name)),
      inputArguments: methodArguments[name].map((dataType, place) => ({
        name: `Input${place + 1}`,
        dataType: DataType[dataType],
      })),
      outputArguments: [],
    });
    method.bindMethod((inputs, _context, answer) => {
      const numbers = inputs.map(({ value }) => Number(value));
      const statusCode = orStatus(() => writes[name](program, numbers)) ?? StatusCodes.Good;
      answer(null, { statusCode, outputArguments: [] });
    });
  }
}

/**
 * Adds the station to an address space, served by a PLC's program.
 *
 * @param lacks variables that this PLC does not have
 */
export function addStation(addressSpace: AddressSpace, program: PlcProgram, lacks: readonly VariableName[] = []): void {
  const space = addressSpace.registerNamespace(NAMESPACE);
  const station = space.addObject({
    organizedBy: addressSpace.rootFolder.objects,
    nodeId: STATION,
    browseName: nameOf(STATION),
  });
  addVariables(space, station, program, lacks);
  addMethods(space, station, program);
}
