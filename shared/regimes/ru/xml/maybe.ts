import { type Element, isNext } from './element.ts';

/** An element that need not stand. */
export const maybe = <T>(inner: Element<T>): Element<T | undefined> => ({
  begins: inner.begins,
  write: (name, value, at, out) => (value === undefined ? undefined : inner.write(name, value, at, out)),
  read: (name, cursor, at) => (isNext(inner, name, cursor) ? inner.read(name, cursor, at) : undefined),
});
