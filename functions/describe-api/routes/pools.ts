import * as v from 'valibot';
import {
  begunListUpload,
  importList,
  listEntry,
  newPool,
  poolList,
  poolSettings,
  rotation,
  stateChange,
  toldImport,
  toldPool,
  toldProfiles,
  wantedListUpload,
} from '#shared/messages/pools-api.ts';
import type { RouteDescriptions } from './route-description.ts';

const pool = { status: 200, shape: toldPool };
const write = 'pools:write';
const read = 'pools:read';

/** Pools of serials, market code profiles, imported lists. */
export const poolRoutes: RouteDescriptions = {
  'GET /api/profiles': {
    summary: 'Market code profiles: what each market asks of the codes on its packs',
    permission: read,
    answer: { status: 200, shape: toldProfiles },
  },
  'GET /api/pools': {
    summary: 'Serial pools by id, 100 a page',
    permission: read,
    answer: { status: 200, shape: poolList },
  },
  'GET /api/pools/{pool}': { summary: 'A serial pool and what is left in it', permission: read, answer: pool },
  'PUT /api/pools/{pool}': {
    summary: 'Create a serial pool; sent again it answers the pool as it stands',
    permission: write,
    body: newPool,
    answer: { status: 201, shape: toldPool },
  },
  'PUT /api/pools/{pool}/settings': {
    summary: 'Say when a pool runs low, and who refills it',
    permission: write,
    body: poolSettings,
    answer: pool,
  },
  'POST /api/pools/{pool}/freeze': {
    summary: 'Let a pool issue nothing until it is thawed',
    permission: write,
    body: stateChange,
    answer: pool,
  },
  'POST /api/pools/{pool}/thaw': {
    summary: 'Let a frozen pool issue again',
    permission: write,
    body: stateChange,
    answer: pool,
  },
  'POST /api/pools/{pool}/retire': {
    summary: 'Let a pool never issue again; its serials stay verifiable',
    permission: write,
    body: stateChange,
    answer: pool,
  },
  'POST /api/pools/{pool}/rotate': {
    summary: 'Give a pool a new key from its next serial on; old serials stay verifiable and are not issued again',
    permission: write,
    body: rotation,
    answer: pool,
  },
  'GET /api/pools/{pool}/imports': {
    summary: 'Lists of codes that came into a pool, 50 a page',
    permission: read,
    answer: { status: 200, shape: importList },
  },
  'GET /api/pools/{pool}/imports/{importId}': {
    summary: 'How far a list is, or what is wrong in which line',
    permission: read,
    answer: { status: 200, shape: toldImport },
  },
  'PUT /api/pools/{pool}/imports/{importId}': {
    summary: 'Bring in a list of codes as JSON, CSV or JSON Lines; 202 when it goes on by itself',
    permission: write,
    body: v.array(listEntry),
    answer: { status: 201, shape: toldImport },
  },
  'POST /api/pools/{pool}/imports/{importId}/upload': {
    summary: 'A URL to put a large list at',
    permission: write,
    body: wantedListUpload,
    answer: { status: 201, shape: begunListUpload },
  },
  'POST /api/pools/{pool}/imports/{importId}/complete': {
    summary: 'Bring in the uploaded list',
    permission: write,
    answer: { status: 202, shape: toldImport },
  },
};
