import { describe, expect, test } from 'vitest';
import { router } from './router.ts';

const routesOf = (...keys: string[]) => {
  const routes = router<string>();
  for (const key of keys) routes.add(key, key);
  return routes;
};

describe('which route is taken', () => {
  const routes = routesOf(
    'ANY /{proxy+}',
    'GET /pets/{proxy+}',
    'GET /pets/{id}',
    'ANY /pets/dog',
    'GET /pets/dog',
    'POST /pets/{id}/toys/{toy}',
    '$default',
  );
  test.each([
    ['GET', '/pets/dog', 'GET /pets/dog'],
    ['PUT', '/pets/dog', 'ANY /pets/dog'],
    ['GET', '/pets/7', 'GET /pets/{id}'],
    ['GET', '/pets/7/toys', 'GET /pets/{proxy+}'],
    ['POST', '/pets/7/toys/ball', 'POST /pets/{id}/toys/{toy}'],
    ['POST', '/pets/7', 'ANY /{proxy+}'],
    ['GET', '/pets', 'ANY /{proxy+}'],
    ['GET', '/', '$default'],
    ['GET', '/pets/', 'ANY /{proxy+}'],
  ])('%s %s is answered by %s', (method, path, wanted) => {
    expect(routes.match(method, path)?.routeKey).toBe(wanted);
  });

  test('none, when none fits', () => {
    const few = routesOf('GET /pets', 'GET /pets/{id}/toys');
    for (const path of ['/', '/Pets', '/pets/', '/pets/7', '/pets//toys', '/pets/7/toys/'])
      expect(few.match('GET', path)).toBeUndefined();
    expect(few.match('POST', '/pets')).toBeUndefined();
  });
});

describe('path parameters', () => {
  const routes = routesOf('GET /units/{epc+}', 'GET /lots/{lot}/packs/{serial}');

  test('are decoded, a greedy one with its slashes', () => {
    expect(routes.match('GET', '/lots/A%2FB%20%C3%A9/packs/1+2')?.pathParameters).toEqual({
      lot: 'A/B é',
      serial: '1+2',
    });
    expect(routes.match('GET', '/units/https%3A//id.gs1.org/01/0%2F21/x')?.pathParameters).toEqual({
      epc: 'https://id.gs1.org/01/0/21/x',
    });
  });

  test('with a malformed escape are an error', () => {
    expect(() => routes.match('GET', '/lots/%zz/packs/1')).toThrow(URIError);
  });
});

test('a route twice, or malformed, is refused', () => {
  expect(() => routesOf('GET /a', 'GET /a')).toThrow('route GET /a is declared twice');
  expect(() => routesOf('$default', '$default')).toThrow('twice');
  expect(() => routesOf('GET a')).toThrow('not a route: GET a');
  expect(() => routesOf('GET /{a+}/b')).toThrow('only the last segment may be greedy');
});
