import * as v from 'valibot';
import { loggedDeliveryPage } from '#shared/announcements/listeners-api.ts';
import { aRelease, startAnnouncementWorld } from '../../kit/announcement-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const ALL = '/api/listeners';
const ONE = '/api/listeners/{listener}';

/** Who is told of business events. */
export async function listenerStage(): Promise<Stage> {
  const world = await startAnnouncementWorld();
  const made = async () => {
    const tenant = await world.tenant();
    const { listener, url } = await world.listener(tenant);
    world.forward(1_000);
    return { tenant, listener, url };
  };
  const deed =
    (route: string, act: string, bodyOf: (url: string) => object | undefined = () => undefined): Deed =>
    async () => {
      const { tenant, listener, url } = await made();
      const body = bodyOf(url);
      return {
        tenant,
        act: () => world.ask(tenant, route, { path: { listener }, ...(body && { body }) }),
        told: () => [{ act, subject: `listener ${listener}`, by: clientOf(tenant) }],
      };
    };
  const tellingAgain: Deed = async () => {
    const { tenant, listener } = await made();
    await world.happens(tenant, aRelease(1));
    await world.sweep(tenant);
    await world.drain();
    const path = { listener };
    const { deliveries } = v.parse(
      loggedDeliveryPage,
      (await world.ask(tenant, `GET ${ONE}/deliveries`, { path })).body,
    );
    const n = deliveries[0]?.n ?? '';
    return {
      tenant,
      act: () => world.ask(tenant, `POST ${ONE}/deliveries/{n}/resend`, { path: { listener, n } }),
      told: () => [{ act: 'listener-told-again', subject: `listener ${listener}`, by: clientOf(tenant) }],
    };
  };
  const making: Deed = async () => {
    const tenant = await world.tenant();
    const body = { name: 'mes', url: world.receiver.url('mes'), kinds: ['lot.*'] };
    return {
      tenant,
      act: () => world.ask(tenant, `POST ${ALL}`, { body }),
      told: ({ listener }) => [{ act: 'listener-made', subject: `listener ${listener}`, by: clientOf(tenant) }],
    };
  };
  return {
    db: world.engine.db,
    deeds: {
      [`POST ${ALL}`]: making,
      [`PUT ${ONE}`]: deed(`PUT ${ONE}`, 'listener-changed', (url) => ({ name: 'erp', url, kinds: ['stock.*'] })),
      [`DELETE ${ONE}`]: deed(`DELETE ${ONE}`, 'listener-removed'),
      [`POST ${ONE}/test`]: deed(`POST ${ONE}/test`, 'listener-tested'),
      [`POST ${ONE}/deliveries/{n}/resend`]: tellingAgain,
      [`POST ${ONE}/replay`]: deed(`POST ${ONE}/replay`, 'listener-replayed', () => ({ from: '2026-03-01T00:00:00Z' })),
      [`POST ${ONE}/pause`]: deed(`POST ${ONE}/pause`, 'listener-paused'),
      [`POST ${ONE}/resume`]: deed(`POST ${ONE}/resume`, 'listener-resumed'),
    },
    stop: world.stop,
  };
}
