import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { folders, rehearsal } from '../sandbox/sftp/rehearsal.ts';
import { startSftpSandbox } from '../sandbox/sftp/sandbox.ts';
import { isFree, type Place, portOf } from './places.ts';

/** Its name in `Place`. */
const SANDBOX = 'sftp-partner';

/** A partner with an SFTP server: any tenant may name it as one of its own. */
export async function startSftp(data: string): Promise<{ readonly place: Place; stop(): Promise<void> }> {
  const sandbox = await startSftpSandbox({
    port: await serverPort(data),
    controlPort: await portOf(data, SANDBOX),
    dataDir: join(data, 'sandboxes', 'sftp-partner'),
  });
  const sftp = { user: rehearsal.user, hostKeys: [sandbox.hostKey], ...folders };
  const url = { url: sandbox.url, sftp, password: rehearsal.password };
  return { place: { sandbox: SANDBOX, url, control: sandbox.controlUrl }, stop: () => sandbox.close() };
}

const before = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ sandbox: v.string(), url: v.optional(v.unknown()) })),
);
const withUrl = v.object({ url: v.pipe(v.string(), v.url()) });

/** That of the last start, which settings of a tenant name; 0, which is any, where there was none or somebody else has it now. */
async function serverPort(data: string): Promise<number> {
  const file = join(data, 'sandboxes.json');
  const read = existsSync(file) ? v.safeParse(before, readFileSync(file, 'utf8')) : undefined;
  const place = read?.success ? read.output.find(({ sandbox }) => sandbox === SANDBOX) : undefined;
  const told = v.safeParse(withUrl, place?.url);
  const port = told.success ? Number(new URL(told.output.url).port) : 0;
  return port > 0 && (await isFree(port)) ? port : 0;
}
