import middy from '@middy/core';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { members } from '#common/store/members.ts';
import { shape } from './env.ts';
import { issueClaims } from './issue-claims.ts';

const env = readEnv(shape, process.env);

export const handler = middy(issueClaims(members(documentClient(), env.REGISTRY_TABLE)));
