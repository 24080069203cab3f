import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import type { Plc } from '../device.ts';
import { openPlc } from '../open-plc.ts';
import type { Listening } from '../simulated/listener.ts';
import { ModbusException } from '../simulated/modbus-exception.ts';
import { certificateFile, listenOpcua } from '../simulated/opcua-plc.ts';
import { PlcProgram } from '../simulated/plc-program.ts';
import { agentRegisters, plcRegisters, writeLong } from './register-map.ts';

class Odd extends PlcProgram {
  register: readonly [address: number, value: number] | undefined;
  booting = false;

  override image(): number[] {
    if (this.booting) throw new ModbusException(6);
    return this.register === undefined ? super.image() : super.image().with(...this.register);
  }
}

const never = new AbortController().signal;
const LONG = 15_000;

describe('an OPC UA driver', () => {
  const { path: folder, remove } = temporaryFolder();
  const user = { name: 'line', password: 'secret' };
  let program: Odd;
  let open: Listening;
  let guarded: Listening;
  let plc: Plc | undefined;

  beforeAll(async () => {
    program = new Odd({}, () => performance.now());
    open = await listenOpcua(program, { host: '127.0.0.1', port: 0 });
    guarded = await listenOpcua(program, { host: '127.0.0.1', port: 0 }, { user });
  });
  afterEach(async () => {
    await plc?.close();
    plc = undefined;
    Object.assign(program, { register: undefined, booting: false });
  });
  afterAll(async () => {
    await open.close();
    await guarded.close();
    remove();
  });

  const opened = (more: object) =>
    openPlc({ driver: 'opcua', host: '127.0.0.1', port: open.port, pollMs: 10, ...more });
  const connect = (more: object): Plc => {
    const it = opened(more);
    if (isRefusal(it)) throw new Error(it.detail);
    plc = it;
    return it;
  };
  const health = (expected: string) => vi.waitFor(() => expect(plc?.health()).toBe(expected), LONG);
  const secured = { certificates: join(folder, 'agent'), trust: certificateFile };

  test.each([
    [{ security: 'None', host: 'plc.site' }, '/security'],
    [{ security: 'None', user }, '/user'],
    [{}, '/certificates'],
    [{ ...secured, security: 'Basic128Rsa15' }, '/security'],
    [{ ...secured, nodes: { trigger: 's=x' } }, '/nodes/trigger'],
    [{ ...secured, nodes: { triggers: 'ns=3;s=x' } }, '/nodes/triggers'],
    [{ ...secured, methods: { release: { object: 's=x' } } }, '/methods/release/method'],
    [{ ...secured, path: 'x' }, '/path'],
  ])('refuses the address %j at %s', (more, at) => {
    expect(opened(more)).toMatchObject({ refused: 'malformed', at });
  });

  test('goes without security to another machine only where that is said to be meant', async () => {
    expect(isRefusal(connect({ security: 'None', host: 'plc.invalid', insecure: true }))).toBe(false);
    await health('misconfigured');
  });

  test('signs, encrypts and works with the one server whose certificate it was given', async () => {
    const it = connect(secured);
    await health('up');
    expect(existsSync(join(folder, 'agent', 'own', 'private', 'private_key.pem'))).toBe(true);
    await it.release(3, never);
    expect(await it.status(never)).toMatchObject({ triggers: 0, zone: 0 });
    program.write(agentRegisters.released, writeLong(0));
  });

  test('does not work with a server that shows another certificate', async () => {
    connect({ certificates: join(folder, 'agent'), trust: join('own', 'certs', 'client_certificate.pem') });
    await health('misconfigured');
  });

  test('keeps the certificate of a server it does not know, and trusts it once a person has moved it', async () => {
    const certificates = join(folder, 'asking');
    connect({ certificates });
    await health('misconfigured');
    const rejected = join(certificates, 'rejected');
    const [file = ''] = readdirSync(rejected);
    renameSync(join(rejected, file), join(certificates, 'trusted', 'certs', file));
    await health('up');
  });

  test('is misconfigured where its certificates cannot be kept or the trusted one cannot be read', async () => {
    connect({ certificates: '/dev/null/agent' });
    await health('misconfigured');
    await plc?.close();
    connect({ ...secured, trust: 'nowhere.pem' });
    await health('misconfigured');
  });

  test('logs in where the server asks for a user', async () => {
    connect({ ...secured, port: guarded.port });
    await health('misconfigured');
    await plc?.close();
    connect({ ...secured, port: guarded.port, user });
    await health('up');
  });

  test.each([
    ['a namespace that is not there', { namespace: 'urn:other' }],
    ['a node that is not there', { nodes: { triggers: 's=Nowhere' } }],
    ['a node of another type', { nodes: { triggers: 's=RejectStation.AirOk' } }],
  ])('is misconfigured with %s', async (_, more) => {
    connect({ security: 'None', ...more });
    await health('misconfigured');
    await expect(plc?.status(never)).rejects.toMatchObject({ kind: 'disconnected' });
  });

  test('calls methods by the names that the address gives', async () => {
    const beat = { object: 's=RejectStation', method: 's=RejectStation.Nowhere' };
    connect({ security: 'None', methods: { beat } });
    await health('misconfigured');
  });

  test('does not work with another map', async () => {
    program.register = [plcRegisters.mapVersion, 1];
    connect({ security: 'None' });
    await health('misconfigured');
  });

  test('notices a PLC whose server answers and whose program has stopped', async () => {
    connect({ security: 'None' });
    await health('up');
    program.register = [plcRegisters.heartbeat, 7];
    await health('refused');
    program.register = undefined;
    await health('up');
  });

  test('comes back to a PLC that turned every question down', async () => {
    connect({ security: 'None' });
    await health('up');
    program.booting = true;
    await health('misconfigured');
    program.booting = false;
    await health('up');
  });

  test('closes while it is still trying to connect', async () => {
    const it = connect({ security: 'None', port: 9 });
    await it.close();
    expect(it.health()).not.toBe('up');
  });

  test('works with a PLC that cannot tell whether it is starved, unless its address names where that is told', async () => {
    const bare = await listenOpcua(
      program,
      { host: '127.0.0.1', port: 0 },
      { lacks: ['trackingLost', 'starved', 'blocked'] },
    );
    try {
      const it = connect({ port: bare.port, security: 'None' });
      await health('up');
      expect(await it.status(never)).toMatchObject({ trackingLost: false, starved: false, blocked: false });
      await it.close();
      connect({ port: bare.port, security: 'None', nodes: { starved: 's=RejectStation.Starved' } });
      await health('misconfigured');
    } finally {
      await plc?.close();
      plc = undefined;
      await bare.close();
    }
  });
});
