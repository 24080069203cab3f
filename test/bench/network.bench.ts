import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { sshIdentity } from '#common/ssh-identity.ts';
import { startWorld } from '../kit/delivery-world.ts';
import { anyCredentials } from '../kit/dynoxide.ts';
import { giveTenant } from '../kit/give-tenant.ts';
import { root } from '../kit/sftp-partner.ts';
import { documentsOf, tenant } from './network-documents.ts';
import { figures, tell, tellReconciled } from './network-figures.ts';
import { giveIdentity } from './network-identity.ts';
import { storeEvents, storePartners } from './network-partners.ts';
import { reconcile } from './network-reconcile.ts';

// 50 partners, reached over HTTP, AS2 and SFTP, 5 of them broken in different ways, and their documents through the senders: how long those take whose partners are well, beside such
// documents without the broken partners, in turns. At the end everything is delivered, or parked or refused with a reason, and what each partner has counted by itself is what our
// rows say. `DOCS`, `LANES`, `ROUNDS`, `BURST`, `WARM` and `LOAD` replace the numbers where a machine has little time.
const asked = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const documents = asked('DOCS', 100_000);
const size = {
  documents,
  rounds: asked('ROUNDS', documents >= 20_000 ? 12 : 6),
  burst: asked('BURST', documents >= 20_000 ? 200 : 50),
  warm: asked('WARM', 300),
};
const [lanes, load] = [asked('LANES', 32), asked('LOAD', 0.5)];

const list = v.array(v.string());
const addresses = v.object({
  url: v.string(),
  nobody: v.string(),
  as2: v.object({ certificates: list }),
  sftp: v.object({ url: v.string(), user: v.string(), hostKeys: list }),
});

const begun = performance.now();
const world = await startWorld();
const started: ChildProcess[] = [];
/** A process of the bench, whose output is read; how far it is goes to the error output. */
const start = (file: string, given: object): ChildProcess => {
  const child = spawn(process.execPath, [`${import.meta.dirname}/${file}`, JSON.stringify(given)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  return child;
};
try {
  const { db } = world.table;
  await giveTenant(db, tenant);
  const certificate = await giveIdentity(db);
  const { publicKey: sshKey } = sshIdentity(await root(), tenant);
  const peers = v.parse(
    addresses,
    JSON.parse(await firstLine(start('network-peers.ts', { size, certificate, sshKey }))),
  );
  await storePartners(db, peers);
  const all = documentsOf(size);
  await storeEvents(world, all.length);
  console.error(`${all.length} documents are to be told, after ${Math.round((performance.now() - begun) / 1000)} s`);
  const workers = start('network-workers.ts', { at: world.at, credentials: anyCredentials, size, lanes, load });
  const told = v.parse(figures, JSON.parse(await lastLine(workers)));
  tell(told, all);
  const reconciled = await reconcile(world, all, peers.url);
  tellReconciled(reconciled, (performance.now() - begun) / 60_000);
  const { wrong } = reconciled;
  if (wrong.length > 0 || told.faults > 0)
    throw new Error(`${wrong.length} things are wrong, ${told.faults} faults: ${wrong.slice(0, 10).join('; ')}`);
} finally {
  for (const child of started) child.kill();
  await world.stop();
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output');
  for await (const line of createInterface(stdout)) return line;
  throw new Error('the peers ended');
}

async function lastLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output');
  let last = '';
  for await (const line of createInterface(stdout)) last = line;
  return last;
}
