import { findPackageJSON } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GuardedProcess, startGuarded } from './guarded-process.ts';

/** An engine that runs beside us and is spoken to over HTTP. */
export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const readyMs = 15_000;
const attempts = 3;

/**
 * Starts Dynoxide (DynamoDB's wire protocol over SQLite) on 127.0.0.1 with its data in one file. Throws when there is no binary for this
 * platform, or when the engine does not answer within 15 seconds.
 */
export async function startDynoxide(file: string, log: (line: string) => void): Promise<Engine> {
  const binary = binaryPath();
  let problem = '';
  // The port was free a moment ago; when another program was quicker, the engine ends at once and a new port is safe to try.
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = await freePort();
    const engine = startGuarded(binary, ['serve', '--port', String(port), '--db-path', file]);
    const endpoint = `http://127.0.0.1:${port}`;
    const outcome = await Promise.race([answers(endpoint), engine.ended.then(({ output }) => output)]);
    if (outcome === true) return watched(engine, endpoint, log);
    problem = outcome === false ? `no answer within ${readyMs / 1000} s` : outcome;
    await engine.stop();
  }
  throw new Error(`the table engine does not start (${binary} on ${file}): ${problem.trim()}`);
}

function watched(engine: GuardedProcess, endpoint: string, log: (line: string) => void): Engine {
  let wanted = true;
  void engine.ended.then(({ code, output }) => {
    if (wanted)
      log(`the table engine has ended by itself (exit ${code}): ${output.trim()}; start again, the data is kept`);
  });
  return {
    endpoint,
    stop: () => {
      wanted = false;
      return engine.stop();
    },
  };
}

function binaryPath(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  if (root !== undefined) return join(root, 'dynoxide');
  const remedy = 'set DYNAMODB_ENDPOINT to another implementation, e.g. http://127.0.0.1:8000 of Amazon DynamoDB Local';
  throw new Error(`no table engine for this platform (${name} is not installed): ${remedy}`);
}

function packageRoot(name: string): string | undefined {
  try {
    const manifest = findPackageJSON(name, import.meta.url);
    return manifest === undefined ? undefined : dirname(manifest);
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** True once the engine answers, false when it has not in time. */
async function answers(endpoint: string): Promise<boolean> {
  for (const end = Date.now() + readyMs; Date.now() < end; await sleep(25)) {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return true;
  }
  return false;
}
