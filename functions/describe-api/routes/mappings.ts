import {
  mappingApproval,
  mappingDraft,
  mappingItem,
  mappingPage,
  mappingPreview,
  mappingRejection,
  mappingSubmission,
  mappingTest,
  mappingVersion,
  mappingVersionPage,
  previewedMapping,
  testedMapping,
} from '#shared/messages/mappings-api.ts';
import { differenceList } from '#shared/messages/master-data-api.ts';
import type { RouteDescriptions } from './route-description.ts';

const one = '/api/mappings/{name}';
const [reads, writes, approves] = ['registry:read', 'registry:write', 'master-data:approve'] as const;

/** How documents of partners are made of events, and events of them: in versions (docs/partners-mapping.md). */
export const mappingRoutes: RouteDescriptions = {
  'GET /api/mappings': {
    summary: 'Mappings: what is in force, and which versions are open; or those that are ready made',
    permission: reads,
    answer: { status: 200, shape: mappingPage },
  },
  [`GET ${one}`]: {
    summary: 'A mapping as it is in force',
    permission: reads,
    answer: { status: 200, shape: mappingItem },
  },
  [`PUT ${one}`]: {
    summary:
      'Write a mapping and its samples: a draft that another person approves; the same content again changes nothing',
    permission: writes,
    body: mappingDraft,
    answer: { status: 201, shape: mappingVersion },
  },
  [`DELETE ${one}`]: {
    summary:
      'Ask that a mapping that no partner names is withdrawn: another person approves it (204: it is withdrawn already)',
    permission: writes,
    answer: { status: 202, shape: mappingVersion },
  },
  [`GET ${one}/versions`]: {
    summary: 'Every version of a mapping, the latest first',
    permission: reads,
    answer: { status: 200, shape: mappingVersionPage },
  },
  [`GET ${one}/versions/{version}`]: {
    summary: 'One version of a mapping, with its samples in full',
    permission: reads,
    answer: { status: 200, shape: mappingVersion },
  },
  [`DELETE ${one}/versions/{version}`]: {
    summary: 'Drop a version of a mapping that is open',
    permission: writes,
    answer: { status: 204 },
  },
  [`GET ${one}/difference`]: {
    summary: 'Where two versions of a mapping differ',
    permission: reads,
    answer: { status: 200, shape: differenceList },
  },
  [`POST ${one}/preview`]: {
    summary: 'See what a mapping makes of a text, or of captured events; nothing is stored',
    permission: writes,
    body: mappingPreview,
    answer: { status: 200, shape: previewedMapping },
  },
  [`POST ${one}/test`]: {
    summary: 'Run all samples of a version; nothing is stored',
    permission: writes,
    body: mappingTest,
    answer: { status: 200, shape: testedMapping },
  },
  [`POST ${one}/submit`]: {
    summary: 'Hand the draft of a mapping to whoever approves',
    permission: writes,
    body: mappingSubmission,
    answer: { status: 200, shape: mappingVersion },
  },
  [`POST ${one}/approve`]: {
    summary: 'Approve a version of a mapping, as somebody who did not write it; every sample must pass',
    permission: approves,
    body: mappingApproval,
    answer: { status: 200, shape: mappingVersion },
  },
  [`POST ${one}/reject`]: {
    summary: 'Send a submitted version of a mapping back to its authors',
    permission: approves,
    body: mappingRejection,
    answer: { status: 200, shape: mappingVersion },
  },
};
