import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { fingerprint } from './fingerprint.ts';

test('sources that were changed, added or removed are told from those that were not; tests and what is left out are no sources', () => {
  const { path: root, remove } = temporaryFolder();
  onTestFinished(remove);
  mkdirSync(join(root, 'console/hmi'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(root, 'console', name), text);
  write('app.ts', 'a');
  write('hmi/page.ts', 'p');
  const whole = () => fingerprint(root, ['console']);
  const withoutPage = () => fingerprint(root, ['console'], 'console/hmi');
  const [first, firstWithout] = [whole(), withoutPage()];
  write('app.test.ts', 'expect');
  expect(whole()).toBe(first);
  write('hmi/page.ts', 'page');
  expect(whole()).not.toBe(first);
  expect(withoutPage()).toBe(firstWithout);
  utimesSync(join(root, 'console/app.ts'), 1, 1);
  const touched = withoutPage();
  expect(touched).not.toBe(firstWithout);
  rmSync(join(root, 'console/app.ts'));
  expect(withoutPage()).not.toBe(touched);
});
