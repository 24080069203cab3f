import { expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { openScanner } from '../open-scanner.ts';
import { readConfig } from './config.ts';
import { startSimulation } from './simulation.ts';

test('a person with a handheld scans what an integrator asks them to', async () => {
  const config = readConfig({ lines: [{}, { scanner: 0 }] });
  if (isRefusal(config)) throw new Error(config.detail);
  const simulation = await startSimulation(config);
  const port = simulation.lines[1]?.ports.scanner;
  const scanner = openScanner({ host: '127.0.0.1', port });
  if (isRefusal(scanner)) throw new Error(scanner.detail);
  const texts: string[] = [];
  scanner.onScan(({ text }) => texts.push(text));
  const ask = async (line: number, body: object) => {
    const url = `http://127.0.0.1:${simulation.status}/scan?line=${line}`;
    return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status;
  };
  try {
    await vi.waitFor(() => expect(scanner.health()).toBe('up'));
    expect(await ask(1, { text: ']d201' })).toBe(200);
    await vi.waitFor(() => expect(texts).toEqual([']d201']));
    expect(await ask(1, { text: '' })).toBe(400);
    expect(await ask(0, { text: ']d201' })).toBe(404);
  } finally {
    await scanner.close();
    await simulation.close();
  }
});
