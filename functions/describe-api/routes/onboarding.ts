import {
  channelOfPartner,
  invitationToken,
  madeInvitation,
  messageTest,
  newInvitation,
  onboardingPage,
  onboardingReason,
  onboardingReturn,
  onboardingWithHistory,
  ourApproval,
  oursForPartner,
  ownPartnership,
  partnerApproval,
  partnerSession,
  toldConnectionTest,
  toldFetchedTests,
  toldMessageTest,
  toldOnboarding,
  toldTestMessage,
} from '#shared/messages/onboarding-api.ts';
import { onboardingProfile } from '#shared/network/onboarding/profile.ts';
import type { RouteDescriptions } from './route-description.ts';

const told = { status: 200, shape: toldOnboarding } as const;
const own = { permission: 'partnership:own', answer: { status: 200, shape: ownPartnership } } as const;

/** How partners come on board: our side, then theirs. */
export const onboardingRoutes: RouteDescriptions = {
  'POST /api/partners/{partner}/invitation': {
    summary:
      'Invite a partner; the token is answered once and the one before opens nothing any more. Nothing is mailed',
    permission: 'registry:write',
    body: newInvitation,
    answer: { status: 201, shape: madeInvitation },
  },
  'GET /api/onboardings': {
    summary: 'Partnerships on their way and in force, by the partners’ ids',
    permission: 'registry:read',
    answer: { status: 200, shape: onboardingPage },
  },
  'GET /api/onboardings/{partner}': {
    summary: 'One partnership, with the history and evidence of its steps',
    permission: 'registry:read',
    answer: { status: 200, shape: onboardingWithHistory },
  },
  'POST /api/onboardings/{partner}/approve': {
    summary: 'Approve what the partner approved, under an electronic signature: it comes into force',
    permission: 'master-data:approve',
    body: ourApproval,
    answer: told,
  },
  'POST /api/onboardings/{partner}/return': {
    summary: 'Send a partnership back to a step, with a reason that the partner reads',
    permission: 'master-data:approve',
    body: onboardingReturn,
    answer: told,
  },
  'POST /api/onboardings/{partner}/suspend': {
    summary: 'Let nothing go to the partner and nothing come from it',
    permission: 'master-data:approve',
    body: onboardingReason,
    answer: told,
  },
  'POST /api/onboardings/{partner}/resume': {
    summary: 'Take a suspended partnership up again',
    permission: 'master-data:approve',
    body: onboardingReason,
    answer: told,
  },
  'POST /api/onboardings/{partner}/withdraw': {
    summary: 'End a partnership: its invitation and its client open nothing any more',
    permission: 'registry:write',
    body: onboardingReason,
    answer: told,
  },
  'POST /partner/accept': {
    summary: 'Take an invitation up, once: the credential of the partner’s own machine client',
    body: invitationToken,
    answer: { status: 201, shape: partnerSession },
  },
  'GET /partner/profile': { summary: 'The partnership as the partner sees it, and what both approve', ...own },
  'PUT /partner/profile': {
    summary: 'Say who the partner is; changed, messages are tested and both approve anew',
    body: onboardingProfile,
    ...own,
  },
  'PUT /partner/channel': {
    summary: 'Say how the partner is reached; tested and approved anew from the connection on',
    body: channelOfPartner,
    ...own,
  },
  'GET /partner/ours': {
    summary: 'What a partner needs to know of us: party, addresses, certificate, key, files to try',
    permission: 'partnership:own',
    answer: { status: 200, shape: oursForPartner },
  },
  'POST /partner/connection-test': {
    summary: 'Try whether the partner is reached, step by step, without sending a document',
    permission: 'partnership:own',
    answer: { status: 200, shape: toldConnectionTest },
  },
  'POST /partner/sftp/connection-test': {
    summary: 'The same by SFTP',
    permission: 'partnership:own',
    answer: { status: 200, shape: toldConnectionTest },
  },
  'POST /partner/test-message': {
    summary: 'Send our golden message by the partner’s channel',
    permission: 'partnership:own',
    answer: { status: 200, shape: toldTestMessage },
  },
  'POST /partner/sftp/test-message': {
    summary: 'The same by SFTP',
    permission: 'partnership:own',
    answer: { status: 200, shape: toldTestMessage },
  },
  'POST /partner/sftp/message-test': {
    summary: 'Fetch test files from the partner’s own server, to be judged by the act `fetched` of the message test',
    permission: 'partnership:own',
    answer: { status: 200, shape: toldFetchedTests },
  },
  'POST /partner/message-test': {
    summary: 'Have a test file judged, or tell which bytes of our message came; nothing of it is captured',
    permission: 'partnership:own',
    body: messageTest,
    answer: { status: 200, shape: toldMessageTest },
  },
  'POST /partner/approve': {
    summary: 'Approve what was tested, by name; it waits for the approval of our side',
    body: partnerApproval,
    ...own,
  },
};
