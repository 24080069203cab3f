import { expect, test, vi } from 'vitest';
import { sendRequest } from './send-request.ts';

/** A request of a browser, as far as it goes on its way. */
class Way {
  static last: Way | undefined;
  readonly upload: { onload?: () => void; onprogress?: (at: { loaded: number; total: number }) => void } = {};
  onabort?: () => void;
  constructor() {
    Way.last = this;
  }
  open() {}
  setRequestHeader() {}
  send() {}
  abort() {
    this.onabort?.();
  }
}

async function cancelledAfter(went: (way: Way | undefined) => void) {
  vi.stubGlobal('XMLHttpRequest', Way);
  const stop = new AbortController();
  const sent = sendRequest('POST', '/epcis/capture', {}, new Blob(['12345']), {
    onProgress: () => undefined,
    signal: stop.signal,
  });
  went(Way.last);
  stop.abort();
  return sent.catch((problem: unknown) => problem);
}

test('who cancels while a document goes out is told that nothing was taken', async () => {
  const cancelled = await cancelledAfter((way) => way?.upload.onprogress?.({ loaded: 3, total: 5 }));
  expect(cancelled).toMatchObject({ said: { remedy: expect.stringContaining('Nothing was taken') } });
});

test('who cancels when all of it has gone out is told that it may have been taken', async () => {
  const cancelled = await cancelledAfter((way) => way?.upload.onload?.());
  expect(cancelled).toMatchObject({ said: { remedy: expect.stringContaining('may have been taken') } });
});
