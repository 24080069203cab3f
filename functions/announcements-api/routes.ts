import type { Routes } from '#common/http.ts';
import { changeListener } from './change-listener.ts';
import { createListener } from './create-listener.ts';
import { deleteListener } from './delete-listener.ts';
import { listAnnouncements } from './list-announcements.ts';
import { listKinds } from './list-kinds.ts';
import type { Needs } from './needs.ts';
import { pauseListener, resumeListener } from './pause-listener.ts';
import { replayListener } from './replay-listener.ts';
import { resendDelivery } from './resend-delivery.ts';
import { listDeliveries, listListeners, showListener } from './show-listeners.ts';
import { testListener } from './test-listener.ts';

const ONE = '/api/listeners/{listener}';
const [read, write] = ['announcements:read', 'listeners:write'] as const;

/** Every route by which integrators poll what happened, and are told of it. */
export const routes = (needs: Needs): Routes => ({
  'GET /api/announcement-kinds': { permission: read, endpoint: listKinds },
  'GET /api/announcements': { permission: read, endpoint: listAnnouncements(needs) },
  'GET /api/listeners': { permission: read, endpoint: listListeners(needs) },
  'POST /api/listeners': { permission: write, endpoint: createListener(needs) },
  [`GET ${ONE}`]: { permission: read, endpoint: showListener(needs) },
  [`PUT ${ONE}`]: { permission: write, endpoint: changeListener(needs) },
  [`DELETE ${ONE}`]: { permission: write, endpoint: deleteListener(needs) },
  [`POST ${ONE}/test`]: { permission: write, endpoint: testListener(needs) },
  [`POST ${ONE}/replay`]: { permission: write, endpoint: replayListener(needs) },
  [`POST ${ONE}/pause`]: { permission: write, endpoint: pauseListener(needs) },
  [`POST ${ONE}/resume`]: { permission: write, endpoint: resumeListener(needs) },
  [`GET ${ONE}/deliveries`]: { permission: read, endpoint: listDeliveries(needs) },
  [`POST ${ONE}/deliveries/{n}/resend`]: { permission: write, endpoint: resendDelivery(needs) },
});
