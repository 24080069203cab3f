import { expect, test } from 'vitest';
import { askedSettings, channelContent, channelDraftOf } from './channel-draft.ts';

const api = { channel: 'https', url: 'https://a.example', https: { auth: 'api-key', header: 'X-Key' }, results: true };

test('what a version says comes back as it was when nothing is changed', () => {
  const { https, results, channel, url, as2 } = channelContent(channelDraftOf(api), api);
  expect({ https, results, channel, url }).toEqual(api);
  expect(as2).toBeUndefined();
});

test('a new partner fetches what it is told, until something else is chosen', () => {
  const draft = channelDraftOf({});
  expect(draft.channel).toBe('portal');
  expect(channelContent(draft, {})).toMatchObject({ channel: 'portal', url: undefined, generation: undefined });
});

test('what belongs to another way of proof is neither asked for nor kept', () => {
  const draft = channelDraftOf(api);
  const bearer = { ...draft, settings: { ...draft.settings, '/https/auth': 'bearer' } };
  expect(askedSettings(bearer).map(({ at }) => at)).not.toContain('/https/header');
  expect(channelContent(bearer, api)['https']).toEqual({ auth: 'bearer' });
});

test('settings of a channel are gone with it, and found again by who changes his mind', () => {
  const changed = { ...channelDraftOf(api), channel: 'portal' as const };
  expect(channelContent(changed, api)).toMatchObject({ channel: 'portal', https: undefined, url: undefined });
  expect(channelContent({ ...changed, channel: 'https' }, api)['https']).toEqual(api.https);
});

test('the only authority of a webhook stands beside a way of proof, and a raised number makes a new secret', () => {
  const draft = channelDraftOf({ channel: 'webhook', url: 'https://a.example', generation: 1 });
  const pinned = { ...draft, generation: '2', settings: { ...draft.settings, '/https/ca': 'PEM' } };
  expect(channelContent(pinned, {})).toMatchObject({ https: { ca: 'PEM\n', auth: 'none' }, generation: 2 });
});
