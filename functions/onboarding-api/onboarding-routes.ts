import type { Routes } from '#common/http.ts';
import type { AuthorNeeds } from '#common/onboarding/partners-authors.ts';
import type { ShutOutNeeds } from '#common/onboarding/shut-out.ts';
import type { Onboardings } from '#common/store/onboardings.ts';
import { type ApproveNeeds, approvePartner } from './approve-partner.ts';
import type { ResumeNeeds } from './call-waiting.ts';
import { type DecideNeeds, resumePartner, returnPartner, suspendPartner, withdrawPartner } from './decide-partner.ts';
import { type InviteNeeds, invite } from './invite.ts';
import type { WatchNeeds } from './settle.ts';
import { listOnboardings, showOnboarding } from './show-onboardings.ts';

export type Needs = ApproveNeeds &
  DecideNeeds &
  ShutOutNeeds &
  AuthorNeeds &
  InviteNeeds &
  WatchNeeds &
  ResumeNeeds & { readonly onboardings: Onboardings };

/** Our side of an onboarding. */
export function onboardingRoutes(needs: Needs): Routes {
  const one = '/api/onboardings/{partner}';
  const [reads, writes, decides] = ['registry:read', 'registry:write', 'master-data:approve'] as const;
  return {
    'POST /api/partners/{partner}/invitation': { permission: writes, endpoint: invite(needs) },
    'GET /api/onboardings': { permission: reads, endpoint: listOnboardings(needs) },
    [`GET ${one}`]: { permission: reads, endpoint: showOnboarding(needs) },
    [`POST ${one}/approve`]: { permission: decides, endpoint: approvePartner(needs) },
    [`POST ${one}/return`]: { permission: decides, endpoint: returnPartner(needs) },
    [`POST ${one}/suspend`]: { permission: decides, endpoint: suspendPartner(needs) },
    [`POST ${one}/resume`]: { permission: decides, endpoint: resumePartner(needs) },
    [`POST ${one}/withdraw`]: { permission: writes, endpoint: withdrawPartner(needs) },
  };
}
