import { describe, expect, test } from 'vitest';
import { xmlNames } from './xml-names.ts';

function opened() {
  let depth = 1;
  const names = xmlNames(() => depth);
  return {
    names,
    enter: () => {
      depth++;
    },
    leave: () => names.leave(depth--),
  };
}

describe('a prefix', () => {
  test('stands for what its element or one around it declares', () => {
    const { names, enter, leave } = opened();
    names.declare('a', 'urn:a');
    expect(names.element('a:x')).toEqual({ prefix: 'a', local: 'x', namespace: 'urn:a' });
    enter();
    names.declare('a', 'urn:other');
    expect(names.element('a:x')).toMatchObject({ namespace: 'urn:other' });
    leave();
    expect(names.element('a:x')).toMatchObject({ namespace: 'urn:a' });
  });

  test('that nobody declares is a fault', () => {
    expect(opened().names.element('a:x')).toBe('the prefix "a" is not declared');
    expect(opened().names.attribute('a:x')).toBe('the prefix "a" is not declared');
  });

  test('of a closed element is forgotten', () => {
    const { names, enter, leave } = opened();
    enter();
    names.declare('a', 'urn:a');
    expect(names.element('a:x')).toMatchObject({ namespace: 'urn:a' });
    leave();
    expect(names.element('a:x')).toContain('not declared');
  });

  test('xml needs no declaration', () => {
    expect(opened().names.attribute('xml:lang')).toMatchObject({ namespace: 'http://www.w3.org/XML/1998/namespace' });
  });
});

test('the default namespace is for elements, and may be taken back', () => {
  const { names, enter } = opened();
  names.declare('', 'urn:a');
  expect(names.element('x')).toMatchObject({ namespace: 'urn:a' });
  expect(names.attribute('x')).toMatchObject({ namespace: '' });
  enter();
  expect(names.declare('', '')).toBeUndefined();
  expect(names.element('x')).toMatchObject({ namespace: '' });
});

test.each(['a:', ':a', 'a:b:c', 'a:1', 'a:-b'])('%s is no name', (name) => {
  const { names } = opened();
  names.declare('a', 'urn:a');
  expect(names.element(name)).toContain('no qualified name');
});

test.each([
  ['a', ''],
  ['xmlns', 'urn:a'],
  ['a', 'http://www.w3.org/2000/xmlns/'],
  ['xml', 'urn:a'],
  ['a', 'http://www.w3.org/XML/1998/namespace'],
  ['', 'http://www.w3.org/XML/1998/namespace'],
])('%s cannot be declared as "%s"', (prefix, namespace) => {
  expect(opened().names.declare(prefix, namespace)).toEqual(expect.any(String));
});

test('one name in one scope is one object, however many others there are', () => {
  const { names } = opened();
  const name = names.element('x');
  expect(names.element('x')).toBe(name);
  for (let count = 0; count < 10_000; count++) names.element(`x${count}`);
  expect(names.element('x')).toEqual(name);
});

test('there is an end to prefixes', () => {
  const { names, enter, leave } = opened();
  enter();
  const declared = Array.from({ length: 1300 }, (_, index) => names.declare(`p${index}`, 'urn:p'));
  expect(declared.filter((fault) => fault === undefined)).toHaveLength(1199);
  expect(declared.at(-1)).toBe('more than 1200 prefixes are declared');
  leave();
  expect(names.declare('p', 'urn:p')).toBeUndefined();
});
