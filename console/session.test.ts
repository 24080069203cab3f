import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { outbox } from './outbox.ts';
import { keepRecall, recallDraft } from './parts/recall-draft.ts';
import { signIn } from './session.ts';
import { emptyTab } from './tab-store.ts';

const draft = {
  ...{ recall: 'r1', gtin: '09521321543218', kind: 'units', lot: '', pool: '', from: '', to: '', serials: 'A1 A2' },
  ...{ level: 'pharmacy', class: '' },
};

/** A tab with its store, and a sign-in page that lets in whoever `signsIn` names. */
beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    get length() {
      return items.size;
    },
    key: (i: number) => [...items.keys()][i] ?? null,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
    removeItem: (name: string) => void items.delete(name),
  });
  vi.stubGlobal('history', { replaceState: () => undefined });
  vi.stubGlobal('window', { addEventListener: () => undefined });
  vi.stubGlobal('location', { search: '?code=c1&state=s1', hash: '', pathname: '/', origin: 'https://here' });
});
// Other tests of this process ask real servers.
afterEach(() => void vi.unstubAllGlobals());

const settings = { clientId: 'console', signInUrl: 'https://sign-in' };
async function signsIn(tenant: string, username: string) {
  sessionStorage.setItem('seriate-sign-in', JSON.stringify({ verifier: 'v', state: 's1', place: '' }));
  const claims = btoa(JSON.stringify({ tenant, username, role: 'qa' }));
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(url === '/console.json' ? settings : { access_token: `h.${claims}.s`, expires_in: 3600 }),
  );
  return signIn();
}

describe('what is kept in a tab', () => {
  test('waits for who wrote it, who comes back from the sign-in page', async () => {
    expect(await signsIn('acme', 'ada')).toMatchObject({ tenant: 'acme', username: 'ada' });
    keepRecall(draft);
    await signsIn('acme', 'ada');
    expect(recallDraft()).toEqual(draft);
  });

  test.each([
    ['acme', 'quinn'],
    ['medico', 'ada'],
  ])('is not there for the next one who is signed in: %s, %s', async (tenant, username) => {
    await signsIn('acme', 'ada');
    keepRecall(draft);
    sessionStorage.setItem('seriate-uploaded', '[{"id":"1","name":"serials.csv","arrivedAs":"/api/x"}]');
    // Made before anybody is known to be signed in.
    const box = outbox('seriate-uploaded');
    await signsIn(tenant, username);
    expect(recallDraft()).toMatchObject({ gtin: '', serials: '' });
    expect(box.list()).toEqual([]);
  });

  test('is gone once it was emptied; what is not ours stays', async () => {
    await signsIn('acme', 'ada');
    keepRecall(draft);
    sessionStorage.setItem('other', 'kept');
    emptyTab();
    expect(JSON.stringify(recallDraft())).not.toContain('A1');
    expect([sessionStorage.length, sessionStorage.getItem('other')]).toEqual([1, 'kept']);
  });
});
