import { speller } from '../epcis/spell-epcs.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { takenEvents } from './choose-events.ts';
import { eventsOf, isEventMessage } from './exchange/events-of.ts';
import type { ControlHeader, Message } from './exchange/families.ts';
import { messagesOf } from './exchange/messages-of.ts';
import { miscounted } from './exchange/miscounted.ts';
import { readExchange } from './exchange/read-exchange.ts';
import { writeExchange } from './exchange/write-exchange.ts';
import type { ExchangeMapping } from './mapping.ts';
import type { Outgoing, OutgoingMessage, Prefixes, ReadBack, WrittenDocument } from './results.ts';
import { lookUpKey, wordTranslator } from './translate-words.ts';

/** Writes events as messages of their families. */
export function writeExchangeEvents(
  mapping: ExchangeMapping,
  out: Outgoing,
  prefixes: Prefixes,
): WrittenDocument | Refusal[] {
  const { spell } = speller({ form: mapping.identifiers, companyPrefixes: prefixes });
  // Steps and dispositions tell which message it is: they are no words of the partner's here.
  const words = wordTranslator(mapping.words && { ...mapping.words, ...untranslated }, 'out');
  const messages = messagesOf(mapping, out.events.map(words), spell);
  return areRefused(messages) ? messages : written(mapping, out, messages);
}

const untranslated = { bizStep: undefined, disposition: undefined };

const areRefused = (list: readonly (Message | Refusal)[]): list is Refusal[] => list.some(isRefusal);

/** Writes one message that is no events. */
export const writeExchangeMessage = (
  mapping: ExchangeMapping,
  { message, ...out }: OutgoingMessage,
): WrittenDocument | Refusal[] =>
  mapping.families === undefined || mapping.families.includes(message.family)
    ? written(mapping, out, [message])
    : [
        refuse('unsupported', `${message.family} is none of the messages that were agreed`, {
          at: '/families',
          remedy: 'add it to "families" of the mapping',
        }),
      ];

function written(
  mapping: ExchangeMapping,
  { sender, receiver, id, at }: Omit<OutgoingMessage, 'message'>,
  messages: readonly Message[],
): WrittenDocument | Refusal[] {
  const identifier = lookUpKey(mapping.words?.identifier, 'out');
  const header: ControlHeader = {
    sender: mapping.sender ?? identifier(sender),
    receiver: mapping.receiver ?? identifier(receiver),
    controlNumber: id,
    date: at.slice(0, 10),
    time: at.slice(11),
  };
  const body = writeExchange(header, messages);
  return isRefusal(body) ? [body] : { body, contentType: 'application/xml', fileExtension: 'xml' };
}

/** Reads a document of messages: events, or one message for others to act on. */
export function readExchangeDocument(mapping: ExchangeMapping, text: string): ReadBack | Refusal[] {
  const read = readExchange(text);
  if (Array.isArray(read)) return read;
  const { header, messages } = read;
  const [first] = messages;
  const strange = messages.find(({ family }) => mapping.families !== undefined && !mapping.families.includes(family));
  if (strange !== undefined)
    return [
      refuse('unsupported', `${strange.family} is none of the messages that were agreed`, {
        at: `/${strange.family}`,
        remedy: 'send only those that were agreed',
      }),
    ];
  if (first !== undefined && !isEventMessage(first))
    return messages.length === 1 ? { ...first, header } : [alone(first.family)];
  const telling = messages.filter(isEventMessage);
  if (telling.length < messages.length) return [alone(messages.find((one) => !isEventMessage(one))?.family ?? '')];
  const words = wordTranslator(mapping.words && { ...mapping.words, ...untranslated }, 'in');
  const wrong = telling.flatMap(miscounted);
  if (wrong.length > 0) return wrong;
  const identifier = lookUpKey(mapping.words?.identifier, 'in');
  const sender = identifier(header.sender);
  const told = telling.flatMap((message) => eventsOf(message, sender));
  const taken = takenEvents(mapping.select, told.map(words));
  if (isRefusal(taken)) return [taken];
  return {
    family: 'epcis',
    ...taken,
    sender,
    receiver: identifier(header.receiver),
    id: header.controlNumber,
    creationDate: `${header.date}T${header.time}`,
  };
}

const alone = (family: string): Refusal =>
  refuse('malformed', `${family} stands beside other messages`, {
    at: `/${family}`,
    rule: 'Seriate exchange 1.0, docs/partners-mapping.md',
    remedy: 'send it in a document of its own',
  });
