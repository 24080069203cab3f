import { httpHandler } from '#common/http.ts';
import { inboundRoutes } from '../../../functions/inbound-api/inbound-routes.ts';
import { call } from '../../kit/call.ts';
import { startInboundWorld } from '../../kit/inbound-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const retry = 'POST /api/inbound-documents/{documentId}/retry';

/** A document of a partner that was refused. */
export async function inboundStage(): Promise<Stage> {
  const world = await startInboundWorld();
  const readAgain: Deed = async () => {
    const { tenant } = await world.house();
    const { documentId } = await world.keep({ tenant, senderId: 'a', body: new Uint8Array([0x2d]) });
    await world.receive({ tenant, inbound: documentId });
    const handler = httpHandler(inboundRoutes(world.needs()), async () => false);
    return {
      tenant,
      act: () => call(handler, retry, { tenant, path: { documentId } }),
      told: () => [{ act: 'inbound-read-again', subject: `inbound-document ${documentId}`, by: clientOf(tenant) }],
    };
  };
  return {
    db: world.engine.db,
    deeds: { [retry]: readAgain },
    stop: async () => {
      await world.stop();
    },
  };
}
