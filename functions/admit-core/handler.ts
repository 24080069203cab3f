import middy from '@middy/core';
import { readEnv } from '#common/read-env.ts';
import { cores } from '#common/store/cores.ts';
import { documentClient } from '#common/store/document-client.ts';
import { admitCore } from './admit-core.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);

export const handler = middy(admitCore({ cores: cores(documentClient(), env.REGISTRY_TABLE), now: () => new Date() }));
