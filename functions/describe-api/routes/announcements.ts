import {
  announcementPage,
  changedListener,
  kindPage,
  listenerPage,
  listenerView,
  loggedDelivery,
  loggedDeliveryPage,
  madeListener,
  wantedListener,
  wantedReplay,
} from '#shared/announcements/listeners-api.ts';
import type { RouteDescriptions } from './route-description.ts';

const [read, write] = ['announcements:read', 'listeners:write'] as const;

/** What happened, for integrators, and who of them is told. */
export const announcementRoutes: RouteDescriptions = {
  'GET /api/announcement-kinds': {
    summary: 'Everything that integrators are told of, with the JSON Schema of what is said',
    permission: read,
    answer: { status: 200, shape: kindPage },
  },
  'GET /api/announcements': {
    summary: 'What happened, in order, from a cursor on; without one from the oldest that is kept',
    permission: read,
    answer: { status: 200, shape: announcementPage },
  },
  'GET /api/listeners': {
    summary: 'Who is told of business events',
    permission: read,
    answer: { status: 200, shape: listenerPage },
  },
  'POST /api/listeners': {
    summary: 'Have an address told of business events from now on; the answer has the secret by which they are signed',
    permission: write,
    body: wantedListener,
    answer: { status: 201, shape: madeListener },
  },
  'GET /api/listeners/{listener}': {
    summary: 'One listener, and how far it was told',
    permission: read,
    answer: { status: 200, shape: listenerView },
  },
  'PUT /api/listeners/{listener}': {
    summary: 'Change where a listener is called and what it is told, or give it a new secret',
    permission: write,
    body: changedListener,
    answer: { status: 200, shape: madeListener },
  },
  'DELETE /api/listeners/{listener}': {
    summary: 'Have a listener told nothing more',
    permission: write,
    answer: { status: 204 },
  },
  'POST /api/listeners/{listener}/test': {
    summary: 'Send a listener a test, and tell what it answered',
    permission: write,
    answer: { status: 200, shape: loggedDelivery },
  },
  'POST /api/listeners/{listener}/replay': {
    summary: 'Have a listener told once more what happened from a time on, at most 90 days ago',
    permission: write,
    body: wantedReplay,
    answer: { status: 202, shape: listenerView },
  },
  'POST /api/listeners/{listener}/pause': {
    summary: 'Have a listener told nothing until it is resumed',
    permission: write,
    answer: { status: 200, shape: listenerView },
  },
  'POST /api/listeners/{listener}/resume': {
    summary: 'Have a listener told again that is paused, parked or stopped',
    permission: write,
    answer: { status: 200, shape: listenerView },
  },
  'GET /api/listeners/{listener}/deliveries': {
    summary: 'Every try to tell a listener something, of the last thirty days, the newest first',
    permission: read,
    answer: { status: 200, shape: loggedDeliveryPage },
  },
  'POST /api/listeners/{listener}/deliveries/{n}/resend': {
    summary: 'Tell a listener once more what a delivery told',
    permission: write,
    answer: { status: 200, shape: loggedDelivery },
  },
};
