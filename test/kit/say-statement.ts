import { httpHandler } from '#common/http.ts';
import { statements } from '#common/store/statements.ts';
import { listStatements } from '../../functions/statements-api/list-statements.ts';
import { makeStatement } from '../../functions/statements-api/make-statement.ts';
import { call } from './call.ts';
import type { World } from './delivery-world.ts';
import { tables } from './dynoxide.ts';

/** The API for what regulators are told by hand, in a world. */
export const statementsApi = ({ needs, table }: World) =>
  httpHandler(
    {
      'GET /api/regulators/{market}/statements': { permission: 'deliveries:read', endpoint: listStatements },
      'POST /api/statements': {
        permission: 'deliveries:write',
        endpoint: makeStatement({ ...needs, statements: statements(table.db, tables.registry, tables.deliveries) }),
      },
    },
    needs.registry.granted,
  );

/** Says a statement as a person who has just signed in. */
export async function sayStatement(world: World, tenant: string, said: object, more: object = {}) {
  const auth_time = Math.floor(world.needs.now().getTime() / 1000);
  const body = {
    ...{ statement: 's1', at: world.needs.now().toISOString(), reason: 'nothing else tells it' },
    signature: { meaning: 'told by hand' },
    ...said,
  };
  const claims = { username: 'ada', auth_time };
  return call(statementsApi(world), 'POST /api/statements', { tenant, role: 'administrator', claims, body, ...more });
}
