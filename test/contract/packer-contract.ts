import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Packer } from '../../edge-agent/devices/device.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { BenchPacker, listenPacker } from '../kit/bench-packer.ts';
import { certain, never } from '../kit/simulated-line.ts';
import { openProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

/** What every driver of a case packer has to do. */
export function packerContract(name: string, open: (address: unknown) => Packer | Refusal): void {
  describe(`${name} keeps the packer contract`, () => {
    let device: BenchPacker;
    let station: Awaited<ReturnType<typeof listenPacker>>;
    let cable: TcpProxy;
    let packer: Packer;
    let layers: number[];
    const up = () => vi.waitFor(() => expect(packer.health()).toBe('up'), 10_000);
    const status = () => packer.status(never());
    const seen = (matching: object) => vi.waitFor(async () => expect(await status()).toMatchObject(matching), 10_000);

    beforeEach(async () => {
      device = new BenchPacker();
      station = await listenPacker(device);
      cable = await openProxy(station.port);
      packer = certain(open({ host: '127.0.0.1', port: cable.port, timeoutMs: 500, pollMs: 10 }));
      layers = [];
      packer.onLayer((picture) => layers.push(picture));
      await up();
      await packer.setUp({ packsPerLayer: 3, layersPerCase: 2 }, never());
    });
    afterEach(async () => {
      await packer.close();
      await cable.close();
      await station.close();
    });

    test.each([
      [42, undefined],
      [{ host: 'a', port: 70_000 }, '/port'],
      [{ host: 'a', pollMs: 0 }, '/pollMs'],
    ])('the malformed address %j is refused, not thrown', (address, at) => {
      const refusal = open(address);
      expect(isRefusal(refusal) && refusal.at).toBe(at);
    });

    test('a layer that stands is told with the number of its picture, and held until its verdict', async () => {
      device.feed(4);
      await vi.waitFor(() => expect(layers).toEqual([1]));
      expect(await status()).toMatchObject({ standing: true, pictures: 1, decided: 0, packs: 4, accepted: 0 });
    });

    test('accepted layers go into the case, and a full case is pushed out', async () => {
      device.feed(6);
      await packer.verdict(1, 'accept', never());
      await seen({ standing: true, pictures: 2, accepted: 1, layersInCase: 1 });
      await packer.verdict(2, 'accept', never());
      await seen({ standing: false, accepted: 2, layersInCase: 0, casesOut: 1, packs: 0 });
    });

    test('a case is pushed out with the layer that was accepted just before', async () => {
      device.feed(3);
      await vi.waitFor(() => expect(layers).toEqual([1]));
      await Promise.all([packer.verdict(1, 'accept', never()), packer.pushOut(never())]);
      expect(await status()).toMatchObject({ casesOut: 1, layersInCase: 0, packs: 0 });
    });

    test('a refused layer stands until another picture of it is accepted', async () => {
      device.feed(3);
      await packer.verdict(1, 'refuse', never());
      await seen({ standing: true, refused: 1, decided: 1 });
      await packer.look(never());
      await vi.waitFor(() => expect(layers).toEqual([1, 2]));
      await packer.verdict(2, 'accept', never());
      await seen({ standing: false, accepted: 1, refused: 1 });
    });

    test('a verdict on a picture that is not the last is turned down', async () => {
      device.feed(3);
      device.look();
      await expect(packer.verdict(1, 'accept', never())).rejects.toMatchObject({ kind: 'rejected' });
      expect(await status()).toMatchObject({ standing: true, accepted: 0 });
    });

    test('a verdict told twice moves one layer', async () => {
      device.feed(6);
      await packer.verdict(1, 'accept', never());
      await seen({ pictures: 2 });
      await expect(packer.verdict(1, 'accept', never())).rejects.toMatchObject({ kind: 'rejected' });
      expect(await status()).toMatchObject({ accepted: 1, standing: true });
    });

    test('a verdict that the packer has lost is told again by itself', async () => {
      device.feed(3);
      device.forgetful = true;
      await packer.verdict(1, 'accept', never());
      await seen({ standing: true, accepted: 0 });
      device.forgetful = false;
      await seen({ standing: false, accepted: 1 });
    });

    test('what is left is gathered into a short layer, and the case pushed out as it is', async () => {
      device.feed(2);
      expect(await status()).toMatchObject({ standing: false, packs: 2 });
      await packer.gatherRest(never());
      await packer.verdict(1, 'accept', never());
      await seen({ layersInCase: 1 });
      await packer.pushOut(never());
      expect(await status()).toMatchObject({ layersInCase: 0, casesOut: 1, packs: 0 });
    });

    test('commands that have nothing to do are done', async () => {
      await packer.look(never());
      await packer.gatherRest(never());
      await packer.pushOut(never());
      expect(await status()).toMatchObject({ pictures: 0, casesOut: 0 });
      expect(layers).toEqual([]);
    });

    test('guard, emergency stop and what it waits for are told', async () => {
      Object.assign(device.flags, { blocked: true, starved: true, guardOpen: true, estop: true });
      expect(await status()).toMatchObject({ blocked: true, starved: true, guardOpen: true, estop: true });
    });

    test('a lost connection is made again, and no layer is told twice', async () => {
      device.feed(3);
      await vi.waitFor(() => expect(layers).toEqual([1]));
      cable.cut();
      await vi.waitFor(() => expect(packer.health()).not.toBe('up'), 5_000);
      await up();
      await packer.verdict(1, 'accept', never());
      await seen({ accepted: 1 });
      expect(layers).toEqual([1]);
    });

    test('a half-open connection is noticed, and commands fail meanwhile', async () => {
      cable.freeze();
      await vi.waitFor(() => expect(packer.health()).not.toBe('up'), 5_000);
      await expect(packer.look(never())).rejects.toMatchObject({ kind: 'disconnected' });
      cable.thaw();
      await up();
      device.feed(3);
      await vi.waitFor(() => expect(layers).toEqual([1]), 5_000);
    });

    test('a packer whose program stands still, or that has another register map, is of no use', async () => {
      device.frozen = true;
      await vi.waitFor(() => expect(packer.health()).toBe('refused'), 5_000);
      device.frozen = false;
      await up();
      device.mapVersion = 9;
      await vi.waitFor(() => expect(packer.health()).toBe('misconfigured'), 5_000);
    });

    test('a command ends with the reason of its signal', async () => {
      const reason = new Error('the line stops');
      await expect(packer.pushOut(AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
