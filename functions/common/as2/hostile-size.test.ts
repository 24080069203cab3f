import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';

const run = promisify(execFile);

/** Makes small messages that inflate to 15 and 60 MB of one thing, unsigned: a file of each in the folder. */
const making = `
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { compressCms } from '#common/as2/compress-cms.ts';
import { writeEntity } from '#common/as2/mime.ts';
const head = {
  signed: 'Content-Type: multipart/signed; boundary=x\\r\\n\\r\\n--x\\r\\nContent-Type: text/plain\\r\\n\\r\\n',
  encoded: 'Content-Type: application/pkcs7-mime\\r\\nContent-Transfer-Encoding: quoted-printable\\r\\n\\r\\n',
};
// So much that the whole is not inflated beyond the measure.
const dense = randomBytes(400_000);
const { signature, folder } = JSON.parse(process.argv[1]);
const tail = '\\r\\n--x\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n' + signature + '\\r\\n--x--\\r\\n';
let made = 0;
for (const [kind, size] of [['signed', 15_000_000], ['encoded', 15_000_000], ['signed', 60_000_000]])
  for (const one of ['\\n', '=\\n']) {
    const body = compressCms(Buffer.concat([Buffer.from(head[kind]), Buffer.alloc(size, one), dense, Buffer.from(tail)]));
    const type = { 'Content-Type': 'application/pkcs7-mime; smime-type=compressed-data' };
    writeFileSync(folder + '/' + made++, writeEntity(type, body));
  }
`;

/** Opens them in a process of its own, so that what it took to make them is not counted, and tells what their sender is told; has 60 MB brought into canonical form. */
const opening = `
import { readFileSync } from 'node:fs';
import { canonical, readEntity } from '#common/as2/mime.ts';
import { openMessage } from '#common/as2/open-message.ts';
const { folder } = JSON.parse(process.argv[1]);
for (let n = 0; n < 6; n++) {
  const opened = openMessage(readEntity(readFileSync(folder + '/' + n)), { keys: [], certificates: [] });
  console.log(opened.disposition.modifier.words);
  gc(); // the function's next call finds what this one left; here all follow at once
}
canonical(Buffer.alloc(60_000_000, '\\n'));
// What a process tells of its usage begins with what its parent had when it made it, a worker with half a gigabyte.
console.log(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
`;

const folder = temporaryFolder();
afterAll(() => folder.remove());

test('a small message of millions of line ends, which anybody can send, takes no memory beyond some times its bytes', async () => {
  const { execPath } = process;
  // An object that says whose signature it is, and of what it is none: no signer.
  const signature = 'MA0GCSqGSIb3DQEHAqAA';
  const given = JSON.stringify({ signature, folder: folder.path });
  const node = (script: string) =>
    run(execPath, ['--expose-gc', '--input-type=module', '-e', script, given], { timeout: 60_000 });
  await node(making);
  const { stdout } = await node(opening);
  const lines = stdout.trim().split('\n');
  const told = ['integrity-check-failed', 'decryption-failed', 'decompression-failed'];
  expect(lines.slice(0, -1)).toEqual(told.flatMap((words) => [words, words]));
  // In kB; the function has 1 GB, and is begun with 100 MB.
  expect(Number(lines.at(-1))).toBeLessThan(450_000);
}, 70_000);
