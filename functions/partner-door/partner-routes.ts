import type { Routes } from '#common/http.ts';
import { approveAsPartner } from './approve-as-partner.ts';
import { type ChannelNeeds, putChannel } from './put-channel.ts';
import { putProfile } from './put-profile.ts';
import { type OursNeeds, showOurs } from './show-ours.ts';
import { showProfile } from './show-profile.ts';
import { type MessageNeeds, testMessages } from './test-messages.ts';

export type Needs = ChannelNeeds & OursNeeds & MessageNeeds;

/** The partner's side of an onboarding, for its own machine client alone. */
export function partnerRoutes(needs: Needs): Routes {
  const own = { permission: 'partnership:own', partners: true } as const;
  return {
    'GET /partner/profile': { ...own, endpoint: showProfile(needs) },
    'PUT /partner/profile': { ...own, endpoint: putProfile(needs) },
    'PUT /partner/channel': { ...own, endpoint: putChannel(needs) },
    'GET /partner/ours': { ...own, endpoint: showOurs(needs) },
    'POST /partner/message-test': { ...own, endpoint: testMessages(needs) },
    'POST /partner/approve': { ...own, endpoint: approveAsPartner(needs) },
  };
}
