import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import type { OnboardingProfile } from '#shared/network/onboarding/profile.ts';
import { expectedOf, testCases } from '#shared/network/onboarding/test-cases.ts';

const done = { at: '2026-03-01T10:00:00.000Z', by: 'medico-client' };

export const aFirmsProfile: OnboardingProfile = {
  name: 'Medico Wholesale',
  party: 'urn:epc:id:pgln:9529999.00001',
  gln: '9529999000019',
  kind: 'wholesaler',
  address: { street: '1 Dock Road', city: 'Springfield', postalCode: '01101', country: 'US' },
  licences: [{ kind: 'wholesale', number: 'W-1', authority: 'State board', until: '2027-12-31' }],
  contacts: [{ name: 'Max Doe', role: 'IT', email: 'max@medico.example' }],
  sends: ['epcis-2.0-json'],
};

export const aFirmsChannel = { channel: 'webhook', url: 'https://medico.example/epcis' } as const;

export const connected = { ...done, steps: [{ step: 'connected', ok: true, detail: '127.0.0.1' }] };
export const files = testCases.map((test) => ({
  ...done,
  name: `${test}.json`,
  sha256: '0'.repeat(64),
  form: 'epcis-2.0-json' as const,
  test,
  outcome: expectedOf(test),
  asExpected: true,
}));
export const sent = { ...done, id: 'test-1', sha256: '0'.repeat(64), verdict: 'acknowledged', acknowledged: done };
export const named = { ...done, name: 'Max Doe', digest: '0'.repeat(64) };
export const countersigned = { by: 'quinn', meaning: 'approved', at: done.at, authTime: 1, digest: '0'.repeat(64) };

/** A partnership that was invited a moment ago, for a week. */
export const anOnboarding = (change: Partial<Onboarding> = {}): Onboarding => ({
  tenant: 'acme-pharma',
  partner: 'medico',
  state: 'invited',
  offers: {},
  invitation: { ...done, by: 'ada', hash: '0'.repeat(64), expiresAt: '2026-03-08T10:00:00.000Z' },
  invitedBy: ['ada'],
  evidence: { files: [] },
  createdAt: done.at,
  updatedAt: done.at,
  version: 1,
  entries: 1,
  ...change,
});
