import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { closeServer, listen } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import type { Engine } from './dynoxide.ts';
import type { Keys } from './keys.ts';

const requestLimit = 64 * 1024;
const context = v.optional(v.record(v.string(), v.string()), {});
const dataKey = v.object({
  KeyId: v.string(),
  KeySpec: v.optional(v.picklist(['AES_128', 'AES_256']), 'AES_256'),
  EncryptionContext: context,
});
const decrypt = v.object({ CiphertextBlob: v.string(), KeyId: v.optional(v.string()), EncryptionContext: context });

type Told = { readonly status: number; readonly body: object };

/**
 * Serves what functions ask of KMS (AWS JSON 1.1) on 127.0.0.1: `GenerateDataKey`, `GenerateDataKeyWithoutPlaintext` and `Decrypt` under symmetric
 * keys.
 */
export async function startKeysServer(keys: Keys): Promise<Engine> {
  const server = createServer((request, response) => {
    answer(keys, request).then(
      (told) => send(response, told),
      (error: unknown) =>
        send(response, fail('KMSInternalException', error instanceof Error ? error.message : '', 500)),
    );
  });
  const port = await listen(server, 0);
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}

async function answer(keys: Keys, request: IncomingMessage): Promise<Told> {
  const text = (await readBody(request, requestLimit))?.toString();
  const body: unknown = text && JSON.parse(text);
  const target = request.headers['x-amz-target'];
  if (target === 'TrentService.GenerateDataKey') return generate(keys, body, true);
  if (target === 'TrentService.GenerateDataKeyWithoutPlaintext') return generate(keys, body, false);
  if (target === 'TrentService.Decrypt') return open(keys, body);
  return fail('UnsupportedOperationException', `only data keys are made and opened locally, not ${target}`);
}

function generate(keys: Keys, body: unknown, isTold: boolean): Told {
  const asked = v.safeParse(dataKey, body);
  if (!asked.success) return fail('ValidationException', asked.issues[0].message);
  const { KeyId, KeySpec, EncryptionContext } = asked.output;
  const plain = randomBytes(KeySpec === 'AES_128' ? 16 : 32);
  const wrapped = keys.wrap(KeyId, plain, EncryptionContext);
  if (wrapped === undefined) return fail('NotFoundException', `Key '${KeyId}' does not exist`);
  const CiphertextBlob = Buffer.from(wrapped.blob).toString('base64');
  const Plaintext = isTold ? { Plaintext: plain.toString('base64') } : {};
  return { status: 200, body: { KeyId: wrapped.arn, CiphertextBlob, ...Plaintext } };
}

function open(keys: Keys, body: unknown): Told {
  const asked = v.safeParse(decrypt, body);
  if (!asked.success) return fail('ValidationException', asked.issues[0].message);
  const { CiphertextBlob, KeyId, EncryptionContext } = asked.output;
  const opened = keys.unwrap(Buffer.from(CiphertextBlob, 'base64'), EncryptionContext);
  if (opened === undefined) return fail('InvalidCiphertextException', '');
  if (KeyId !== undefined && !opened.arn.endsWith(KeyId))
    return fail('IncorrectKeyException', 'wrapped by another key');
  const Plaintext = Buffer.from(opened.plain).toString('base64');
  return { status: 200, body: { KeyId: opened.arn, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } };
}

const fail = (type: string, message: string, status = 400): Told => ({ status, body: { __type: type, message } });

function send(response: ServerResponse, { status, body }: Told): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
