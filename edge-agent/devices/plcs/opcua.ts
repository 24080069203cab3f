import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { addressEntries } from '../address.ts';
import type { Plc } from '../device.ts';
import { driver } from '../driver.ts';
import { inTurn } from '../in-turn.ts';
import { limited } from '../limited.ts';
import { readShape } from '../read-shape.ts';
import {
  type MethodName,
  methodArguments,
  methodNames,
  NAMESPACE,
  optionalBooleans,
  ownNode,
  readFates,
  readState,
  STATION,
  stateNames,
  type VariableName,
  variableNames,
} from './opcua-nodes.ts';
import type { OpcuaSession } from './opcua-session.ts';
import { PolledPlc, pollingEntries } from './polled-plc.ts';
import { verdictCodes } from './register-map.ts';
import type { Station } from './station.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const nodeId = v.pipe(v.string(), v.regex(/^[sigb]=.+$/, 'expected s=…, i=…, g=… or b=…, without a namespace'));
const shape = v.strictObject({
  ...addressEntries,
  ...pollingEntries,
  port: v.optional(addressEntries.port, 4840),
  /** A server of a PLC has better things to do than to be asked more often. */
  pollMs: v.optional(pollingEntries.pollMs.wrapped, 50),
  /** What the server's address has behind the port. */
  path: v.optional(v.pipe(v.string(), v.regex(/^(\/\S*)?$/, 'expected nothing or a path led by /')), ''),
  security: v.optional(v.picklist(['Basic256Sha256', 'None']), 'Basic256Sha256'),
  /** Allows security `None` towards another machine. */
  insecure: v.optional(v.boolean(), false),
  certificates: v.optional(text),
  trust: v.optional(text),
  user: v.optional(v.strictObject({ name: text, password: v.string() })),
  /** The URI of the namespace that all nodes are in. */
  namespace: v.optional(text, NAMESPACE),
  /** Variables that are called other than in our own model. */
  nodes: v.optional(v.record(v.picklist(variableNames), nodeId), {}),
  /** Methods that are called other than in our own model, with the object to call them on. */
  methods: v.optional(v.record(v.picklist(methodNames), v.strictObject({ object: nodeId, method: nodeId })), {}),
});
type OpcuaAddress = v.InferOutput<typeof shape>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

/** What the shape alone does not tell. */
function insecurity({ security, host, insecure, certificates, user }: OpcuaAddress): Refusal | undefined {
  const rule = 'OPC UA part 2: messages are signed and encrypted wherever others can reach the wire';
  if (security === 'None' && !LOOPBACK.test(host) && !insecure) {
    return refuse('malformed', 'security None is for this machine alone', {
      at: '/security',
      rule,
      remedy: 'Use Basic256Sha256; or say insecure: true where the wire to the PLC is guarded.',
    });
  }
  if (security === 'None' && user !== undefined) {
    return refuse('malformed', 'a password would be readable on the wire', { at: '/user', rule });
  }
  if (security !== 'None' && certificates === undefined) {
    return refuse('malformed', 'security needs a folder for certificates', { at: '/certificates', rule });
  }
  return undefined;
}

/** The station behind a session, with the nodes that the address names. */
async function stationOf(session: OpcuaSession, at: OpcuaAddress, signal: AbortSignal): Promise<Station> {
  const index = await session.namespace(at.namespace, signal);
  const full = (id: string) => `ns=${index};${id}`;
  const variable = (name: VariableName) => full(at.nodes[name] ?? ownNode(name));
  // What the address names has to be there; what a PLC may lack is asked for once a connection.
  const optional = optionalBooleans.filter((name) => at.nodes[name] === undefined);
  const known = await session.known(optional.map(variable), signal);
  const lacks: readonly VariableName[] = optional.filter((_, index) => known[index] === false);
  const shown = stateNames.filter((name) => !lacks.includes(name));
  const stateIds = shown.map(variable);
  const fatesId = [variable('fates')];
  const call = (name: MethodName, values: readonly number[], signal: AbortSignal) => {
    const { object, method } = at.methods[name] ?? { object: STATION, method: ownNode(name) };
    const inputs = methodArguments[name].map((dataType, place) => ({ dataType, value: values[place] ?? 0 }));
    return session.call(full(object), full(method), inputs, signal);
  };
  const turn = inTurn();
  const look = async (seen: number | undefined, signal: AbortSignal) => {
    const values = await session.read(stateIds, signal);
    const state = readState((name) => values[shown.indexOf(name)]);
    if (seen === undefined || state.lastFate <= seen) return { ...state, fates: [] };
    const [fates] = await session.read(fatesId, signal);
    return { ...state, fates: readFates(fates) };
  };
  return {
    // One after the other: the answer to an older look would show counters that seem to have gone back.
    look: (seen, signal) =>
      limited(at.timeoutMs * 2, signal, 'look at the PLC', (limit) =>
        turn(() => {
          limit.throwIfAborted();
          return look(seen, limit);
        }),
      ),
    beat: (value, signal) => call('beat', [value], signal),
    release: (total, signal) => call('release', [total], signal),
    verdict: (sequence, verdict, signal) => call('verdict', [sequence, verdictCodes[verdict]], signal),
    command: (number, command, signal) => call('command', [number, command], signal),
    limitRejects: (count, signal) => call('limitRejects', [count], signal),
    close: () => session.close(),
  };
}

async function connect(at: OpcuaAddress, signal: AbortSignal): Promise<Station> {
  // Loaded by the first line that uses it: the library takes a second and 60 MB.
  const { connectOpcua } = await import('./opcua-session.ts');
  const session = await connectOpcua(at, signal);
  try {
    return await stationOf(session, at, signal);
  } catch (fault) {
    await session.close();
    throw fault;
  }
}

/**
 * Opens the PLC of infeed and reject gate over OPC UA, with the nodes of `opcua-nodes.ts` or those the address names. Nothing
 * is subscribed to: a subscription samples, and would lose fates.
 *
 * @param address `{ host, port = 4840, path = '', security = 'Basic256Sha256', insecure = false, certificates, trust?, user?,
 *   namespace?, nodes?, methods?, timeoutMs = 2000, pollMs = 50, purgeTimeoutMs = 60000, rejectLimit?, afterFate? }`; a
 *   refusal names the member that is wrong.
 */
export const openOpcuaPlc = driver<Plc>((address) => {
  const at = readShape(shape, address);
  if (isRefusal(at)) return at;
  return insecurity(at) ?? (() => new PolledPlc(at, (signal) => connect(at, signal)));
});
