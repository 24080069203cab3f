import { describe, expect, test, vi } from 'vitest';
import type { LayerReader, Reader } from '../../edge-agent/devices/device.ts';
import { openDmccLayerReader, openDmccReader } from '../../edge-agent/devices/readers/dmcc.ts';
import { openInSightLayerReader, openInSightReader } from '../../edge-agent/devices/readers/insight.ts';
import { openKeyenceLayerReader, openKeyenceReader } from '../../edge-agent/devices/readers/keyence.ts';
import { openCamera, openLayerCamera } from '../../edge-agent/devices/simulated/camera.ts';
import { CartonReader } from '../../edge-agent/devices/simulated/carton-reader.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import { SimulatedLayerReader } from '../../edge-agent/devices/simulated/layer-reader.ts';
import { encodeSymbol, printSymbol } from '../../edge-agent/devices/simulated/picture.ts';
import { randomStream } from '../../edge-agent/devices/simulated/random.ts';
import type { ReaderLanguage } from '../../edge-agent/devices/simulated/reader-language.ts';
import { readers } from '../../edge-agent/devices/simulated/readers.ts';
import { FNC1 } from '../../edge-agent/devices/simulated/symbol.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { codeOf, openMiniAgent } from '../kit/mini-agent.ts';
import { certain, startTestLine } from '../kit/simulated-line.ts';
import { openProxy } from '../kit/tcp-proxy.ts';
import { readerContract } from './reader-contract.ts';

const printed = (code: string) => {
  const modules = encodeSymbol([FNC1, ...[...code].map((part) => (part === '\x1d' ? FNC1 : part))]);
  if (modules === undefined) throw new Error('too much for a symbol');
  return printSymbol(modules);
};
const anywhere = { host: '127.0.0.1', port: 0 };
const portsOf = ({ port, resultsPort }: { port: number; resultsPort?: number | undefined }) =>
  resultsPort === undefined ? { port } : { port, resultsPort };

const start = async (language: ReaderLanguage) => {
  const reader = new CartonReader(language, await openCamera(), {}, () => 1);
  const listening = await reader.listen(anywhere);
  return {
    ports: portsOf(listening),
    show: (sequence: number, code: string | undefined) =>
      void reader.look({ carton: sequence, sequence, fate: 'in zone' }, code === undefined ? undefined : printed(code)),
    close: () => listening.close(),
  };
};
/** An opener that adds members to whatever address it is given. */
const withMembers = (open: (address: unknown) => Reader | Refusal, members: object) => (address: unknown) =>
  open(typeof address === 'object' && address !== null ? { ...address, ...members } : address);

const parts = { faults: {}, base64: false };
readerContract('DMCC', openDmccReader, () => start(readers.dmcc(parts)));
readerContract('DMCC with base64', withMembers(openDmccReader, { base64: true }), () =>
  start(readers.dmcc({ ...parts, base64: true })),
);
const inSightJobs = { known: 'case.job', unknown: 'pallet.job' };
readerContract('In-Sight', openInSightReader, () => start(readers.insight(parts)), inSightJobs);
const counted = withMembers(openInSightReader, { counterCell: 'C007' });
readerContract('In-Sight with a counter', counted, () => start(readers.insight(parts)), inSightJobs);
const srJobs = { known: '2', unknown: '7' };
readerContract('Keyence SR', openKeyenceReader, () => start(readers.keyence(parts)), srJobs);
readerContract(
  'Keyence SR with STX',
  withMembers(openKeyenceReader, { framing: 'stx' }),
  () => start(readers.keyence({ ...parts, stx: true })),
  srJobs,
);

const layers: [string, (address: unknown) => LayerReader | Refusal, (faults: Faults) => ReaderLanguage][] = [
  ['DMCC', openDmccLayerReader, () => readers.dmcc(parts)],
  ['In-Sight', openInSightLayerReader, (faults) => readers.insight({ ...parts, faults })],
  ['Keyence SR', openKeyenceLayerReader, (faults) => readers.keyence({ ...parts, faults })],
];

describe.each(layers)('%s above a layer', (_, open, language) => {
  const code = (serial: number) => `010950600013435217271231${'10LOT1'}\x1d21S;${serial}`;
  const packs = Array.from({ length: 12 }, (_, index) => printed(code(index)));

  test('tells every code it sees, in one piece however the bytes are cut, and not what is hidden or missing', async () => {
    const faults: Faults = { layerHiddenRate: 0.1, layerTurnedRate: 0.5, layerMissingRate: 0.1 };
    const chances = {
      hidden: randomStream(3, 'hidden'),
      turned: randomStream(3, 'turned'),
      missing: randomStream(3, 'missing'),
    };
    const camera = new SimulatedLayerReader(language(faults), await openLayerCamera(), faults, chances);
    const listening = await camera.listen(anywhere);
    const cables = await Promise.all(
      Object.entries(portsOf(listening)).map(
        async ([member, port]) => [member, await openProxy(port, { piece: 5 })] as const,
      ),
    );
    const ports = Object.fromEntries(cables.map(([member, { port }]) => [member, port]));
    const reader = certain(open({ host: '127.0.0.1', ...ports, timeoutMs: 2_000, pollMs: 50 }));
    const told: unknown[] = [];
    reader.onRead((read) => told.push(read));
    try {
      await vi.waitFor(() => expect(reader.health()).toBe('up'), 10_000);
      for (let layer = 1; layer <= 3; layer++) await camera.look(layer, packs, 4);
      const expected = camera.ledger.map(({ sequence, sights }) => ({ sequence, codes: sights }));
      await vi.waitFor(() => expect(told).toEqual(expected), 10_000);
      const away = camera.ledger.flatMap(({ places }) => places).filter(({ picture, hidden }) => !picture || hidden);
      expect(away.length).toBeGreaterThan(2);
      expect(expected.flatMap(({ codes }) => codes)).toHaveLength(36 - away.length);
    } finally {
      await reader.close();
      for (const [, cable] of cables) await cable.close();
      await listening.close();
    }
  });
});

test.each([
  ['dmcc', openDmccReader],
  ['insight', openInSightReader],
  ['keyence', openKeyenceReader],
] as const)('a line whose reader speaks %s runs, and each carton is read once', async (reader, open) => {
  const line = await startTestLine({}, { drivers: { reader } });
  const agent = openMiniAgent(line, open);
  try {
    await vi.waitFor(() => expect(agent.up()).toBe(true), 10_000);
    await agent.run(1, 20);
    await vi.waitFor(() => expect(agent.fates).toHaveLength(20), 20_000);
    expect(agent.reads).toEqual(
      Array.from({ length: 20 }, (_, index) => ({ sequence: index + 1, text: `]d2${codeOf(index + 1)}`, grade: 4 })),
    );
    expect(new Set(agent.fates.map(({ fate }) => fate))).toEqual(new Set(['passed']));
  } finally {
    await agent.close();
    await line.close();
  }
});
