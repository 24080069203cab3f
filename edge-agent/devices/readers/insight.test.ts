import { afterEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { Read, Reader } from '../device.ts';
import type { Faults } from '../simulated/faults.ts';
import { insightLanguage } from '../simulated/insight-reader.ts';
import type { ReaderLanguage, ReaderListening } from '../simulated/reader-language.ts';
import { openInSightReader } from './insight.ts';

describe('an In-Sight driver', () => {
  let reader: Reader;
  let camera: ReaderLanguage;
  let listening: ReaderListening;
  let faults: Faults;
  let reads: Read[];
  const health = (expected: string) => vi.waitFor(() => expect(reader.health()).toBe(expected), 5_000);

  const begin = async (members: object = {}) => {
    faults = {};
    camera = insightLanguage(faults);
    listening = await camera.listen({ host: '127.0.0.1', port: 0 });
    const { port, resultsPort } = listening;
    const opened = openInSightReader({
      ...{ host: '127.0.0.1', port, resultsPort, timeoutMs: 300, pollMs: 20 },
      ...members,
    });
    if (isRefusal(opened)) throw new Error(opened.detail);
    reader = opened;
    reads = [];
    reader.onRead((read) => reads.push(read));
  };
  const trigger = (sequence: number, result = `${sequence};4;]d2x`) => {
    if (camera.triggered(sequence)) camera.tell(result);
  };
  afterEach(async () => {
    await reader.close();
    await listening.close();
  });

  test('says so when the camera does not know the user', async () => {
    await begin({ password: 'wrong' });
    await health('misconfigured');
  });

  test('says so while a person holds the camera offline, and is up again afterwards', async () => {
    await begin();
    await health('up');
    faults.readerHeldOffline = true;
    await health('misconfigured');
    await expect(reader.select('case', AbortSignal.timeout(5_000))).rejects.toMatchObject({ kind: 'rejected' });
    faults.readerHeldOffline = undefined;
    await health('up');
  });

  test('is not up without the connection on which results come', async () => {
    await begin({ resultsPort: 1 });
    await health('refused');
  });

  test('gives up a results connection over which nothing came although the job counted on', async () => {
    await begin({ counterCell: 'C007' });
    await health('up');
    trigger(1);
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    // The trigger is counted and its result goes nowhere.
    camera.triggered(2);
    await health('refused');
    await health('up');
    trigger(3);
    await vi.waitFor(() => expect(reads.map(({ sequence }) => sequence)).toEqual([1, 3]), 5_000);
    await health('up');
  });

  test('shows a cell that holds no count', async () => {
    await begin({ counterCell: 'A000' });
    await health('misconfigured');
  });

  test('shows a result in another format than agreed, and is up again without another result', async () => {
    await begin();
    await health('up');
    trigger(1, ']d2x');
    await health('misconfigured');
    await health('up');
    expect(reads).toEqual([]);
  });

  test.each(['', 'a\r\nSO0', 'x'.repeat(65)])('knows before asking that %j is no job', async (job) => {
    await begin();
    await health('up');
    await expect(reader.select(job, AbortSignal.timeout(5_000))).rejects.toMatchObject({ kind: 'rejected' });
  });
});
