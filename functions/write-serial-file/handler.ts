import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { DROPPED_SOON, writeObject } from '#common/store/object-writer.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialFiles } from '#common/store/serial-files.ts';
import { serialFileMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { writeSerialFile } from './write-serial-file.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const client = new S3Client();
const needs = {
  files: serialFiles(db, env.DELIVERIES_TABLE),
  blocks: serialBlocks(db, env.SERIALS_TABLE),
  pools: readSerialPools(db, env.SERIALS_TABLE),
  cipher: poolCipher(keyUnwrapper()),
  write: (key: string, contentType: string, source: AsyncIterable<Uint8Array>) =>
    writeObject(client, { bucket: env.DOCUMENTS_BUCKET, key, contentType, tag: DROPPED_SOON }, source),
  now: () => new Date(),
  random: Math.random,
};

// A refused message names no file that is wanted: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(serialFileMessage, writeSerialFile(needs), forget);
