import middy from '@middy/core';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { members } from '#common/store/members.ts';
import { tokenVerifier } from '#common/verify-token.ts';
import { authorize } from './authorize.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);

export const handler = middy(
  authorize(
    tokenVerifier({
      issuer: env.TOKEN_ISSUER,
      peoplesClients: env.PEOPLES_CLIENTS.split(','),
      members: members(documentClient(), env.REGISTRY_TABLE),
    }),
  ),
);
