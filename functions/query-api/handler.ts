import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { ledger } from '#common/store/ledger.ts';
import { ledgerLists } from '#common/store/ledger-lists.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { shape } from './env.ts';
import { type Needs, routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const needs: Needs = {
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  lists: ledgerLists(db, env.LEDGER_TABLE, pools, cipher),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  queries: namedQueries(db, env.REGISTRY_TABLE),
  subscriptions: subscriptions(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  now: () => new Date(),
};

export const handler = httpHandler(routes(needs), registry(db, env.REGISTRY_TABLE).granted);
