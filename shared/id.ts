import * as v from 'valibot';

/** Dots alone are no name: one or two are taken out of the path of a URL (RFC 3986, 5.2.4), so that nobody could ask for what is called so. */
export const ID = /^(?!\.+$)[A-Za-z0-9._:-]{1,64}$/;

/** A name that somebody outside gives to a thing: it stands in keys, paths and topics. */
export const id = v.pipe(v.string(), v.regex(ID, 'must be 1 to 64 letters, digits or ._:-, and not dots alone'));
