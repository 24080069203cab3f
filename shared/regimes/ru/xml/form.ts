import { isRefusal } from '../../../refusal.ts';
import { part } from '../../eu/nmvs/xml-part.ts';
import { type Element, isNext, unexpected, wrong } from './element.ts';

/** A form of text; `says` completes "… is not". */
export interface Form extends Element<string> {
  readonly says: string;
  holds(text: string): boolean;
}

/** An element with text of one form. */
export function form(says: string, holds: (text: string) => boolean): Form {
  const problem = (text: string, at: string) => wrong(at, `${text === '' ? 'nothing' : text} is not ${says}`);
  return {
    says,
    holds,
    begins: (name) => [name],
    write: (name, text, at, out) => {
      if (!holds(text)) return problem(text, at);
      out.push(part(name, text));
      return undefined;
    },
    read: function read(name, cursor, at) {
      const found = cursor.elements[cursor.next];
      if (found === undefined || !isNext(this, name, cursor)) return unexpected(cursor, at, [name]);
      cursor.next++;
      if (found.children.length > 0) return wrong(at, 'elements stand where text has to');
      return holds(found.text) ? found.text : problem(found.text, at);
    },
  };
}

/** A form with an attribute of its own, if there is one. */
export function formWith(text: Form, attribute: string, value: Form): Element<{ code: string; part?: string }> {
  return {
    begins: text.begins,
    write: (name, { code, part: share }, at, out) => {
      if (share !== undefined && !value.holds(share))
        return wrong(`${at}/@${attribute}`, `${share} is not ${value.says}`);
      if (!text.holds(code)) return wrong(at, `${code} is not ${text.says}`);
      out.push(part(name, code, share === undefined ? {} : { [attribute]: share }));
      return undefined;
    },
    read: (name, cursor, at) => {
      const share = cursor.elements[cursor.next]?.attributes[attribute];
      const code = text.read(name, cursor, at);
      if (isRefusal(code)) return code;
      if (share === undefined) return { code };
      return value.holds(share) ? { code, part: share } : wrong(`${at}/@${attribute}`, `${share} is not ${value.says}`);
    },
  };
}
